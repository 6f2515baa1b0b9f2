//! `/openapi.json`: the contract described for tools (version 3.1 of that format), made of one table of operations and the shapes of their JSON.

mod operations;
pub mod schemas;

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{ComponentsBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, OpenApiVersion, PathsBuilder, Ref, Required, Server,
};

use crate::app::App;
use crate::graph::path::GraphPath;
use crate::graph::route::Route;
use crate::request::RouteName;
use operations::{Answer, OPERATIONS, Operation, Options};

/// `GET /openapi.json`
pub async fn handle(State(app): State<Arc<App>>) -> Response {
    let mut response = axum::Json(document(app.settings.base_path.as_str())).into_response();
    response.extensions_mut().insert(RouteName("/openapi.json"));
    response
}

/// The document of a server below this base path.
pub fn document(base_path: &str) -> OpenApi {
    let mut paths = PathsBuilder::new();
    for operation in OPERATIONS {
        paths = paths.path(operation.path, PathItem::new(operation.method.clone(), describe(operation)));
    }
    let info = InfoBuilder::new()
        .title("Pomona")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Apple User Enrollment: the subset of Microsoft Graph (beta) that Pomona speaks, and its additions. \
             Send a token as `Authorization: Bearer TOKEN`; `pomona token create` makes one.",
        ))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .build();
    let server = if base_path.is_empty() { "/" } else { base_path };
    let securities = ["bearer", "session"].map(|name| SecurityRequirement::new(name, Vec::<String>::new()));
    OpenApiBuilder::new()
        .openapi(OpenApiVersion::Version31)
        .info(info)
        .servers(Some([Server::new(server)]))
        .paths(paths)
        .components(Some(components()))
        .security(Some(securities))
        .build()
}

fn components() -> Components {
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description("pomona", "Over TLS its name is `__Host-pomona`."));
    ComponentsBuilder::new()
        .schema_from::<schemas::profiles::EnrollmentProfileList>()
        .schema_from::<schemas::profiles::List>()
        .schema_from::<schemas::profiles::Priority>()
        .schema_from::<schemas::profiles::Order>()
        .schema_from::<schemas::reach::Draft>()
        .schema_from::<schemas::reach::Effect>()
        .schema_from::<schemas::effect::Unsaved>()
        .schema_from::<schemas::effect::OrderEffect>()
        .schema_from::<schemas::effect::EffectPeopleQuestion>()
        .schema_from::<schemas::effect::EffectPeople>()
        .schema_from::<schemas::lint::Findings>()
        .schema_from::<schemas::lint::SuppressionList>()
        .schema_from::<schemas::lint::NewSuppression>()
        .schema_from::<schemas::who_gets_what::WhoGetsWhatQuestion>()
        .schema_from::<schemas::who_gets_what::WhoGetsWhat>()
        .schema_from::<schemas::who_gets_what::WhoGetsWhatTable>()
        .schema_from::<schemas::who_gets_what::GroupProfiles>()
        .schema_from::<schemas::who_gets_what::ReachedPeople>()
        .schema_from::<schemas::overview::Overview>()
        .schema_from::<schemas::administration::AdministratorList>()
        .schema_from::<schemas::administration::RoleChoice>()
        .schema_from::<schemas::administration::SentInvitationList>()
        .schema_from::<schemas::administration::TokenList>()
        .schema_from::<schemas::administration::NewToken>()
        .schema_from::<schemas::administration::OrganizationName>()
        .schema_from::<schemas::administration::PasswordChange>()
        .schema_from::<schemas::directory_import::DirectoryTables>()
        .schema_from::<schemas::directory_import::DirectoryPlan>()
        .schema_from::<schemas::history::AuditVerification>()
        .schema_from::<schemas::history::VersionList>()
        .schema_from::<schemas::portable::ProfilesImport>()
        .schema_from::<schemas::portable::ImportPlan>()
        .schema_from::<schemas::history::WholeVersion>()
        .schema_from::<schemas::history::Comparison>()
        .schema_from::<schemas::history::VersionChoice>()
        .schema_from::<schemas::history::RestoredProfile>()
        .schema_from::<schemas::history::RestoredProfiles>()
        .schema_from::<schemas::overview::Features>()
        .schema_from::<schemas::batch::Batch>()
        .schema_from::<schemas::batch::BatchAnswers>()
        .schema_from::<schemas::session::SignIn>()
        .schema_from::<schemas::session::InvitationToken>()
        .schema_from::<schemas::session::NewAdministrator>()
        .schema_from::<schemas::session::Session>()
        .schema_from::<schemas::session::Invitation>()
        .schema_from::<schemas::error::ErrorAnswer>()
        .security_scheme("bearer", SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()))
        .security_scheme("session", SecurityScheme::ApiKey(cookie))
        .build()
}

fn describe(operation: &Operation) -> OperationBuilder {
    let mut described = OperationBuilder::new().summary(Some(operation.summary));
    for parameter in parameters(operation) {
        described = described.parameter(parameter);
    }
    if let Some(name) = operation.body {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(name))).build();
        let body = RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build();
        described = described.request_body(Some(body));
    }
    let is_public = !operation.errors.contains(&"401") || matches!(operation.path, "/healthz" | "/readyz");
    if is_public || operation.summary == "Sign in" {
        described = described.security(SecurityRequirement::default());
    }
    if needs_session(operation.path) {
        described = described.security(SecurityRequirement::new("session", Vec::<String>::new()));
    }
    described = described.response(operation.status, success(operation.answer));
    let errors = operation.errors.iter().filter(|_| !matches!(operation.path, "/healthz" | "/readyz"));
    for status in errors {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ErrorAnswer"))).build();
        described = described.response(*status, ResponseBuilder::new().description(reason(status)).content("application/json", content));
    }
    described
}

/// Whether only somebody who is signed in may do it.
fn needs_session(path: &str) -> bool {
    let route = path.strip_prefix("/graph/beta").map(|path| path.replace("{id}", "00000000-0000-0000-0000-000000000000"));
    let route = route.and_then(|path| GraphPath::parse(&path)).and_then(|path| Route::parse(&path));
    path == "/session/password" || route.is_some_and(|route| route.is_administration())
}

fn success(answer: Answer) -> ResponseBuilder {
    let response = ResponseBuilder::new().description("Done");
    let typed = |kind: Type| ObjectBuilder::new().schema_type(SchemaType::new(kind)).build();
    match answer {
        Answer::Nothing => response,
        Answer::Number => response.content("text/plain", ContentBuilder::new().schema(Some(typed(Type::Integer))).build()),
        Answer::Csv => response.content("text/csv", ContentBuilder::new().schema(Some(typed(Type::String))).build()),
        Answer::Any => response.content("application/json", ContentBuilder::new().schema(Some(typed(Type::Object))).build()),
        Answer::Schema(name) => {
            response.content("application/json", ContentBuilder::new().schema(Some(Ref::from_schema_name(name))).build())
        }
    }
}

fn parameters(operation: &Operation) -> Vec<Parameter> {
    let text = || ObjectBuilder::new().schema_type(SchemaType::new(Type::String)).build();
    let parameter = |name: &str, place: ParameterIn, required: Required| {
        ParameterBuilder::new().name(name).parameter_in(place).required(required).schema(Some(text())).build()
    };
    let in_path = operation.path.split('{').skip(1).filter_map(|part| part.split('}').next());
    let mut parameters: Vec<Parameter> = in_path.map(|name| parameter(name, ParameterIn::Path, Required::True)).collect();
    let options: &[&str] = match operation.options {
        Options::None => &[],
        Options::Entity => &["$select", "$expand"],
        Options::List => &["$select", "$expand", "$top", "$skip", "$skiptoken", "$filter", "$orderby", "$count"],
        Options::SearchedList => &["$select", "$top", "$skip", "$skiptoken", "$filter", "$orderby", "$count", "$search"],
        Options::Export => &["$top", "$skip", "$skiptoken", "$count", "$search", "format"],
        Options::DirectoryList => &["$select", "$top", "$skiptoken", "$filter", "$orderby", "$count", "$search"],
        Options::Count => &["$filter"],
        Options::Versions => &["$top", "$skiptoken"],
        Options::AuditExport => &["format", "$filter", "$search"],
        Options::Comparison => &["from", "to", "profile"],
    };
    parameters.extend(options.iter().map(|name| parameter(name, ParameterIn::Query, Required::False)));
    let header = |name: &str, required| parameter(name, ParameterIn::Header, required);
    if operation.options == Options::DirectoryList {
        parameters.push(header("ConsistencyLevel", Required::False));
    }
    if operation.errors.contains(&"412") && !operation.path.ends_with("/setPriority") {
        parameters.push(header("If-Match", if operation.errors.contains(&"428") { Required::True } else { Required::False }));
    }
    if operation.errors.contains(&"422") {
        parameters.push(header("Idempotency-Key", Required::False));
    }
    parameters
}

fn reason(status: &str) -> &'static str {
    match status {
        "400" => "Invalid; `details` says where and why",
        "401" => "No credential, or one that counts no more",
        "403" => "The credential may not do this",
        "404" => "There is nothing at this address",
        "409" => "The name is taken, the first request with this key is still running, or nobody could change anything any more",
        "412" => "Somebody changed it since it was read",
        "413" => {
            "The body is larger than 1 MiB, or 64 MiB where it holds tables of the directory or a document of profiles, or 50 MB where it holds a table of people to ask about"
        }
        "415" => "The body is not JSON",
        "422" => "The key was used with another body",
        "428" => "The version that was read is missing",
        "429" => "Too many attempts; `Retry-After` says how long to wait",
        _ => "The database is away; `Retry-After` says when to try again",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_contract_is_one_that_the_server_answers() {
        for operation in OPERATIONS {
            let Some(path) = operation.path.strip_prefix("/graph/beta") else { continue };
            let path = path
                .replace("{type}", "microsoft.graph.user")
                .replace("{version}", "7")
                .replace("{id}", "acacacac-9df4-4c7d-9d50-4ef0226f57a9");
            let route = GraphPath::parse(&path).and_then(|path| Route::parse(&path)).unwrap_or_else(|| panic!("{path} leads somewhere"));
            let method = serde_json::to_value(&operation.method).expect("a method is a word");
            let method = method.as_str().expect("a method is a word").to_uppercase();
            assert!(route.methods().iter().any(|taken| taken.as_str() == method), "{method} {path}");
        }
    }

    #[test]
    fn every_method_of_a_described_path_is_described() {
        for operation in OPERATIONS {
            let Some(path) = operation.path.strip_prefix("/graph/beta") else { continue };
            let concrete = path
                .replace("{type}", "microsoft.graph.user")
                .replace("{version}", "7")
                .replace("{id}", "acacacac-9df4-4c7d-9d50-4ef0226f57a9");
            let route = GraphPath::parse(&concrete).and_then(|path| Route::parse(&path)).expect("see the test above");
            let described = OPERATIONS.iter().filter(|other| other.path == operation.path).count();
            let taken = route.methods().iter().filter(|method| !matches!(method.as_str(), "HEAD" | "OPTIONS")).count();
            assert_eq!(described, taken, "{path}");
        }
    }

    #[test]
    fn the_document_changes_only_on_purpose() {
        insta::assert_json_snapshot!(document("/it/apple"));
    }
}
