//! Who makes a change: the person or token behind a request, as the change log keeps it for good.

/// Who makes a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The administrator, credential or command, by its id or name.
    pub id: String,
    /// As shown, kept even when the administrator is removed.
    pub name: String,
    /// By which way they came.
    pub kind: AuthorKind,
    /// The program that they used, as it calls itself.
    pub client: String,
    /// The request, as the server's log names it.
    pub request_id: String,
}

impl Author {
    /// The server itself, for what nobody asked for by a request.
    pub fn system() -> Self {
        Self {
            id: "system".to_owned(),
            name: "Pomona".to_owned(),
            kind: AuthorKind::System,
            client: String::new(),
            request_id: String::new(),
        }
    }

    /// Somebody at the server's command line.
    pub fn command_line(command: &str) -> Self {
        Self {
            id: "cli".to_owned(),
            name: "Command line".to_owned(),
            kind: AuthorKind::Cli,
            client: format!("pomona {command}"),
            request_id: String::new(),
        }
    }
}

/// By which way a change came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthorKind {
    /// A signed-in administrator.
    Session,
    /// An API token.
    Token,
    /// A command on the server's machine.
    Cli,
    /// The server itself.
    System,
}
