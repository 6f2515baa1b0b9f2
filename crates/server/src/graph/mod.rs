//! The Graph contract: finds the route of a request, checks who asks and how, and answers. A batch comes back in here.

mod administration;
mod archive;
mod assignments;
mod audit_event;
mod audit_events;
mod batch;
mod body;
pub(crate) use body::{LARGEST_TABLES, LargeBodies, parse as parse_body, read as read_body};
mod directory;
mod directory_import;
mod effect;
mod effect_people;
pub(crate) mod filter;
pub(crate) mod group_facts;
mod group_profiles;
mod lint;
mod lint_suppressions;
mod list;
mod order;
mod organization;
mod overview;
pub mod path;
mod pomona;
pub(crate) mod profile_list_cache;
mod profile_people;
mod profiles;
mod query;
mod reach;
mod reply;
mod restrictions;
pub mod route;
mod scalar;
mod search;
mod unsaved;
mod who_gets_what;
mod who_gets_what_table;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use enrollment::error::Code;
use http::header::{ALLOW, IF_MATCH};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use crate::app::App;
use crate::caller::Caller;
use crate::error::{ApiError, ApiResult, method_list};
use crate::request::{RequestContext, RouteName};
use crate::security_headers;

use administration::{administrators, invitations, tokens};
use path::GraphPath;
use reply::Reply;
use route::Route;

/// One request of the contract, alone or out of a batch.
struct Call<'a> {
    app: &'a Arc<App>,
    context: &'a RequestContext,
    caller: &'a Caller,
    method: Method,
    /// Below the root of the contract, without the query.
    path: &'a str,
    query: &'a str,
    headers: &'a HeaderMap,
    body: Bytes,
}

impl Call<'_> {
    /// The address of this request, without its query.
    fn address(&self) -> String {
        format!("{}/{}", self.context.graph_url(), self.path.trim_start_matches('/'))
    }

    /// The value of `@odata.context` for what follows `$metadata#`.
    fn metadata(&self, what: &str) -> String {
        format!("{}/$metadata#{what}", self.context.graph_url())
    }

    /// Whether the client names this media type among those that it takes.
    fn accepts(&self, media_type: &str) -> bool {
        let named = self.header("accept").unwrap_or_default().split([',', ';']);
        named.into_iter().any(|named| named.trim().eq_ignore_ascii_case(media_type))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The tag that the client demands with `If-Match`, of several the one that is current; none where it takes any. What cannot
    /// be read is a tag all the same, which no version has: a guard that fails is better than none.
    fn if_match(&self, is_current: impl Fn(&str) -> bool) -> Option<&str> {
        let values = self.headers.get_all(IF_MATCH).iter().map(|value| std::str::from_utf8(value.as_bytes()).unwrap_or_default());
        let tags: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
        match *tags {
            [] | ["*"] => None,
            [first, ..] => Some(tags.iter().copied().find(|tag| is_current(tag)).unwrap_or(first)),
        }
    }
}

/// Answers a request below `/graph/beta`.
pub async fn handle(State(app): State<Arc<App>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Some(context) = parts.extensions.get::<RequestContext>() else { return ApiError::new(Code::Internal).into_response() };
    let path = below_root(&parts.uri);
    let route = GraphPath::parse(path).and_then(|path| Route::parse(&path));
    let name = route.as_ref().map_or("/graph/beta", Route::name);
    let answer = async {
        if parts.method == Method::OPTIONS {
            return Ok(options(&app, route.as_ref().ok_or_else(|| ApiError::new(Code::NotFound))?));
        }
        let caller = Caller::of(&app, context, &parts.method, &parts.headers).await?;
        let route = admitted(route, &parts.method, &caller)?;
        let body = match route.largest_tables() {
            Some(max) => app.large_bodies.read(&parts.headers, body, max).await?,
            None => body::read(&parts.headers, body).await?,
        };
        let query = parts.uri.query().unwrap_or_default();
        let method = as_read(&parts.method);
        let call = Call { app: &app, context, caller: &caller, method, path, query, headers: &parts.headers, body };
        Ok(answer(&call, route).await?.into_response())
    };
    let mut response = answer.await.unwrap_or_else(ApiError::into_response);
    response.extensions_mut().insert(RouteName(name));
    response
}

fn below_root(uri: &Uri) -> &str {
    uri.path().split_once("/graph/beta/").map_or("", |(_, path)| path)
}

/// A `HEAD` is answered as a `GET` whose body is left out further out.
fn as_read(method: &Method) -> Method {
    if *method == Method::HEAD { Method::GET } else { method.clone() }
}

/// The route, when it is there, takes the method, and the caller may do that.
fn admitted(route: Option<Route>, method: &Method, caller: &Caller) -> ApiResult<Route> {
    let route = route.ok_or_else(|| ApiError::new(Code::NotFound))?;
    if !route.methods().contains(method) {
        return Err(ApiError::method_not_allowed(route.methods()));
    }
    if route.is_administration() {
        caller.may_administer()?;
    } else if !route.only_reads(method) {
        caller.may_write()?;
    }
    Ok(route)
}

fn options(app: &App, route: &Route) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Ok(methods) = HeaderValue::from_str(&method_list(route.methods())) {
        if app.settings.allow_origin.is_some() {
            security_headers::preflight(response.headers_mut(), &methods);
        }
        response.headers_mut().insert(ALLOW, methods);
    }
    response
}

/// Does what a request asks for. The route takes the method already.
async fn answer(call: &Call<'_>, route: Route) -> ApiResult<Reply> {
    match (&call.method, route) {
        (_, Route::Batch) => Box::pin(batch::run(call)).await,
        (_, Route::Pomona) => pomona::describe(call),
        (_, Route::Reach) => reach::preview(call).await,
        (_, Route::DirectoryPlan) => directory_import::preview(call).await,
        (_, Route::DirectoryImport) => directory_import::import(call).await,
        (_, Route::Effect) => effect::preview(call).await,
        (_, Route::EffectPeople) => effect_people::list(call).await,
        (_, Route::Lint) => lint::check(call).await,
        (&Method::POST, Route::Suppressions) => lint_suppressions::create(call).await,
        (_, Route::Suppressions) => lint_suppressions::list(call).await,
        (_, Route::Suppression(id)) => lint_suppressions::remove(call, &id).await,
        (_, Route::WhoGetsWhat) => who_gets_what::answer(call),
        (_, Route::WhoGetsWhatTable) => who_gets_what_table::answer(call).await,
        (_, Route::GroupProfiles(id)) => group_profiles::list(call, &id),
        (_, Route::ProfilePeople(id)) => profile_people::list(call, &id).await,
        (_, Route::Overview) => overview::read(call).await,
        (_, Route::Administrators) => administrators::list(call).await,
        (&Method::DELETE, Route::Administrator(id)) => administrators::remove(call, &id).await,
        (_, Route::Administrator(id)) => administrators::change(call, &id).await,
        (&Method::POST, Route::Invitations) => invitations::create(call).await,
        (_, Route::Invitations) => invitations::list(call).await,
        (_, Route::Invitation(id)) => invitations::withdraw(call, &id).await,
        (&Method::POST, Route::Tokens) => tokens::create(call).await,
        (_, Route::Tokens) => tokens::list(call).await,
        (_, Route::Token(id)) => tokens::revoke(call, &id).await,
        (&Method::POST, Route::Profiles) => profiles::create(call).await,
        (_, Route::Profiles) => profiles::list(call),
        (_, Route::ProfileCount) => profiles::count(call),
        (_, Route::SetOrder) => order::set_order(call).await,
        (&Method::PATCH, Route::Profile(id)) => profiles::change(call, &id).await,
        (&Method::DELETE, Route::Profile(id)) => profiles::delete(call, &id).await,
        (_, Route::Profile(id)) => profiles::read(call, &id),
        (_, Route::SetPriority(id)) => order::set_priority(call, &id).await,
        (&Method::POST, Route::Assignments(id)) => assignments::add(call, &id).await,
        (_, Route::Assignments(id)) => assignments::list(call, &id),
        (_, Route::AssignmentCount(id)) => assignments::count(call, &id),
        (&Method::PATCH, Route::Assignment(id, key)) => assignments::change(call, &id, &key).await,
        (&Method::DELETE, Route::Assignment(id, key)) => assignments::remove(call, &id, &key).await,
        (_, Route::Assignment(id, key)) => assignments::read(call, &id, &key),
        (_, Route::Organizations) => organization::list(call),
        (&Method::PATCH, Route::Organization(id)) => organization::change(call, &id).await,
        (_, Route::Organization(id)) => organization::read(call, &id),
        (_, Route::Objects(object)) => directory::list(call, object),
        (_, Route::ObjectCount(object)) => directory::count(call, object),
        (_, Route::Object(object, id)) => directory::read(call, object, &id),
        (_, Route::Links(object, id, link)) => directory::links(call, object, &id, link),
        (_, Route::Restrictions) => restrictions::list(call),
        (_, Route::RestrictionCount) => restrictions::count(call),
        (_, Route::Restriction(id)) => restrictions::read(call, &id),
        (_, Route::RestrictionAssignments(id)) => restrictions::assignments(call, &id),
        (_, Route::Archive(route)) => Box::pin(archive::answer(call, route)).await,
        (_, Route::AuditEvents) => audit_events::list(call).await,
        (_, Route::AuditEventCount) => audit_events::count(call).await,
        (_, Route::AuditEvent(id)) => audit_events::read(call, &id).await,
        (_, Route::AuditCategories) => audit_events::categories(call),
        (_, Route::AuditActivityTypes(category)) => audit_events::activity_types(call, &category),
    }
}
