//! Starting the server, and ending it without cutting anybody off.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use enrollment::text::OrganizationName;
use pomona_store::{Author, CredentialStore, DirectoryStore, Organization, Scope, SqliteStore, Store, backup, sample};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::app::App;
use crate::cli::{Failure, say};
use crate::listen::{LONGEST_HEAD, listen};
use crate::message::message;
use crate::session::invitation::{link, withdraw_all};
use crate::settings::Settings;
use crate::world::{RealWorld, World};

/// How long requests that are under way may take after the server was told to end.
const LAST_REQUESTS: Duration = Duration::from_secs(10);

/// What the server begins with.
pub struct Start<'a> {
    pub settings: Settings,
    pub data: &'a Path,
    pub organization: Option<&'a OrganizationName>,
    pub sample_data: bool,
}

/// Runs until a signal comes.
pub async fn serve(start: Start<'_>) -> Result<(), Failure> {
    check_reachable(&start.settings)?;
    let listener = TcpListener::bind(start.settings.addr).await.map_err(|error| cannot_listen(start.settings.addr, &error))?;
    let mut settings = start.settings;
    settings.addr = listener.local_addr().unwrap_or(settings.addr);
    // As long as this is held, nobody restores a backup under our feet.
    let _held = backup::hold(start.data)?;
    let store = Arc::new(SqliteStore::open(start.data).await?);
    prepare(&store, start.organization, start.sample_data).await?;
    let home = settings.home();
    let app = App::new(Arc::clone(&store) as Arc<dyn Store>, Arc::new(RealWorld), settings);
    app.passwords.warm_up();
    // Before anybody can read that the server runs, and end it.
    let signal = signal();
    say(&format!("Pomona is running on {home}/"));
    if store.administrators().await?.is_empty() {
        withdraw_all(store.as_ref(), &RealWorld, &Author::system()).await?;
        let token = app.invite(Scope::Write).await?;
        say("Nobody can sign in yet. This link makes the first administrator. It works once, within an hour:");
        say(&format!("  {}", link(&home, &token)));
    }
    tracing::info!(address = home, "started");
    run(listener, &app, signal).await;
    store.close().await;
    tracing::info!("ended");
    Ok(())
}

/// Links and cookies need to know the name by which other machines reach the server.
fn check_reachable(settings: &Settings) -> Result<(), Failure> {
    if settings.public_url.is_some() || settings.addr.ip().is_loopback() {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "other machines can reach {}, so say how they do with --public-url https://HOST, or listen on 127.0.0.1",
        settings.addr
    )))
}

fn cannot_listen(addr: SocketAddr, error: &std::io::Error) -> Failure {
    let reason = match error.kind() {
        std::io::ErrorKind::AddrInUse => "another program uses it; stop that or choose another port".to_owned(),
        std::io::ErrorKind::PermissionDenied => "not allowed; ports below 1024 need more rights".to_owned(),
        _ => error.to_string(),
    };
    Failure::new(format!("cannot listen on {addr}: {reason}"))
}

async fn prepare(store: &Arc<SqliteStore>, name: Option<&OrganizationName>, sample_data: bool) -> Result<(), Failure> {
    let now = RealWorld.now();
    let is_new = store.organization().is_none();
    if sample_data {
        match sample::contoso(store.as_ref(), &Author::command_line("serve"), now).await? {
            Ok(true) => tracing::info!("loaded the sample organization"),
            Ok(false) => tracing::info!("there is data already, so the sample organization is not loaded"),
            Err(refused) => return Err(Failure::new(format!("the sample organization could not be loaded: {refused:?}"))),
        }
    }
    // Later the name is changed in the portal, and a start must not take that back.
    if !is_new {
        if name.is_some() {
            tracing::info!("the organization has a name already, so --organization is not looked at");
        }
        return Ok(());
    }
    let organization = match (store.organization(), name) {
        (Some(_), None) => return Ok(()),
        (Some(sample), Some(name)) => Organization { display_name: name.as_str().to_owned(), ..(*sample).clone() },
        (None, name) => Organization {
            id: RealWorld.new_id(),
            display_name: name.map_or("My organization", OrganizationName::as_str).to_owned(),
            verified_domains: Vec::new(),
            mdm_authority: "intune".to_owned(),
        },
    };
    Ok(store.set_organization(&Author::command_line("serve"), now, organization).await?)
}

/// Reads the name of an organization by the same rule as everywhere.
pub fn organization_name(raw: &str) -> Result<OrganizationName, String> {
    OrganizationName::parse(raw).map_err(|mistakes| mistakes.0.iter().map(message).collect::<Vec<_>>().join(" "))
}

async fn run(listener: TcpListener, app: &Arc<App>, signal: impl Future<Output = ()> + Send + 'static) {
    let (tell, mut told) = watch::channel(false);
    let mut deadline = told.clone();
    let stop = tokio::spawn(async move {
        signal.await;
        tracing::info!("told to end; finishing what is under way");
        tell.send(true).ok();
    });
    let server = listen(listener, app.router(), LONGEST_HEAD, async move { _ = told.wait_for(|told| *told).await });
    let too_long = async move {
        _ = deadline.wait_for(|told| *told).await;
        tokio::time::sleep(LAST_REQUESTS).await;
    };
    tokio::select! {
        () = server => {}
        () = too_long => tracing::warn!("some requests took too long and were cut off"),
    }
    stop.abort();
}

/// Listens from now on for Ctrl+C and, where there is such a thing, SIGTERM; the answer ends with the first.
fn signal() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let signals = {
        use tokio::signal::unix::{SignalKind, signal};
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    };
    async move {
        #[cfg(unix)]
        if let (Ok(mut interrupt), Ok(mut terminate)) = signals {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
        _ = tokio::signal::ctrl_c().await;
    }
}
