//! People, groups and devices, and who is in what (GRAPH.md 8): lists, single reads, members and memberships with casts.

use std::sync::Arc;

use enrollment::directory::{Device, Directory, Group, Person, WaysDown, WaysUp};
use enrollment::error::Code;
use enrollment::graph::written;
use enrollment::guid::Guid;
use enrollment::text::fold_case;
use serde_json::{Value, json};

use crate::app::App;
use crate::error::{ApiError, ApiResult};
use crate::graph::Call;
use crate::graph::list::{self, Collection, Plan, entity_plan};
use crate::graph::reply::Reply;
use crate::graph::route::{Link, ObjectType};
use crate::graph::scalar::{Filterable, Scalar};

const USERS: Collection = Collection {
    name: "users",
    properties: &[
        "id",
        "displayName",
        "userPrincipalName",
        "mail",
        "givenName",
        "surname",
        "department",
        "jobTitle",
        "companyName",
        "city",
        "country",
        "employeeId",
        "userType",
        "accountEnabled",
    ],
    paths: &[],
    searched: &[],
    expandable: &[],
    page: 100,
    largest_page: 999,
    is_directory: true,
};

const GROUPS: Collection = Collection {
    name: "groups",
    properties: &[
        "id",
        "displayName",
        "description",
        "groupTypes",
        "mail",
        "mailEnabled",
        "mailNickname",
        "securityEnabled",
        "membershipRule",
        "membershipRuleProcessingState",
        "createdDateTime",
    ],
    ..USERS
};

const DEVICES: Collection = Collection {
    name: "devices",
    properties: &[
        "id",
        "deviceId",
        "displayName",
        "operatingSystem",
        "operatingSystemVersion",
        "deviceOwnership",
        "enrollmentProfileName",
        "manufacturer",
        "model",
        "isManaged",
    ],
    ..USERS
};

/// People, groups and devices together: the properties of each.
const OBJECTS: Collection = Collection {
    name: "directoryObjects",
    properties: &[
        "id",
        "displayName",
        "userPrincipalName",
        "mail",
        "givenName",
        "surname",
        "department",
        "jobTitle",
        "accountEnabled",
        "description",
        "groupTypes",
        "mailEnabled",
        "securityEnabled",
        "membershipRule",
        "deviceId",
        "operatingSystem",
        "operatingSystemVersion",
        "deviceOwnership",
    ],
    ..USERS
};

const fn collection(object: ObjectType) -> Collection {
    match object {
        ObjectType::User => USERS,
        ObjectType::Group => GROUPS,
        ObjectType::Device => DEVICES,
    }
}

/// One object, by its place in the directory.
struct Object<'a> {
    directory: &'a Arc<Directory>,
    of: ObjectType,
    at: u32,
}

impl Filterable for Object<'_> {
    fn property(&self, name: &str) -> Scalar<'_> {
        let at = self.at as usize;
        match self.of {
            ObjectType::User => of_person(&self.directory.people()[at], name),
            ObjectType::Group => of_group(&self.directory.groups()[at], name),
            ObjectType::Device => of_device(&self.directory.devices()[at], name),
        }
    }
}

fn of_person<'a>(person: &'a Person, name: &str) -> Scalar<'a> {
    match name {
        "id" => Scalar::made(&person.id),
        "displayName" => Scalar::text(&person.display_name),
        "userPrincipalName" => Scalar::text(&person.user_principal_name),
        "mail" => Scalar::optional(person.mail.as_deref()),
        "givenName" => Scalar::optional(person.given_name.as_deref()),
        "surname" => Scalar::optional(person.surname.as_deref()),
        "department" => Scalar::optional(person.department.as_deref()),
        "jobTitle" => Scalar::optional(person.job_title.as_deref()),
        "companyName" => Scalar::optional(person.company_name.as_deref()),
        "city" => Scalar::optional(person.city.as_deref()),
        "country" => Scalar::optional(person.country.as_deref()),
        "employeeId" => Scalar::optional(person.employee_id.as_deref()),
        "userType" => Scalar::text(&person.user_type),
        "accountEnabled" => Scalar::Truth(person.account_enabled),
        _ => Scalar::Null,
    }
}

fn of_group<'a>(group: &'a Group, name: &str) -> Scalar<'a> {
    let is_dynamic = group.membership_rule.is_some();
    match name {
        "id" => Scalar::made(&group.id),
        "displayName" => Scalar::text(&group.display_name),
        "description" => Scalar::optional(group.description.as_deref()),
        "groupTypes" => {
            let types = [("Unified", group.is_microsoft_365), ("DynamicMembership", is_dynamic)];
            Scalar::Texts(types.into_iter().filter_map(|(name, is_one)| is_one.then_some(name.into())).collect())
        }
        "mail" => Scalar::optional(group.mail.as_deref()),
        "mailEnabled" => Scalar::Truth(group.mail_enabled),
        "mailNickname" => Scalar::text(&group.mail_nickname),
        "securityEnabled" => Scalar::Truth(group.security_enabled),
        "membershipRule" => Scalar::optional(group.membership_rule.as_deref()),
        "membershipRuleProcessingState" => Scalar::optional(is_dynamic.then_some("On")),
        "createdDateTime" => Scalar::Moment(group.created),
        _ => Scalar::Null,
    }
}

fn of_device<'a>(device: &'a Device, name: &str) -> Scalar<'a> {
    match name {
        "id" | "deviceId" => Scalar::made(&device.id),
        "displayName" => Scalar::text(&device.display_name),
        "operatingSystem" => Scalar::text(&device.operating_system),
        "operatingSystemVersion" => Scalar::text(&device.operating_system_version),
        "deviceOwnership" => Scalar::text(&device.device_ownership),
        "enrollmentProfileName" => Scalar::optional(device.enrollment_profile_name.as_deref()),
        "manufacturer" => Scalar::text("Apple"),
        "model" => Scalar::optional(device.model.as_deref()),
        "isManaged" => Scalar::Truth(device.is_managed),
        _ => Scalar::Null,
    }
}

impl Object<'_> {
    fn document(&self, app: &App) -> Value {
        let at = self.at as usize;
        match self.of {
            ObjectType::User => written::user(&self.directory.people()[at]),
            ObjectType::Device => written::device(&self.directory.devices()[at]),
            ObjectType::Group => {
                let mut document = written::group(&self.directory.groups()[at]);
                let (kind, counts) = app.group_facts.of(self.directory, self.at);
                written::add_group_counts(&mut document, kind, counts);
                document
            }
        }
    }
}

fn all(directory: &Arc<Directory>, object: ObjectType) -> impl Iterator<Item = Object<'_>> {
    let number = match object {
        ObjectType::User => directory.people().len(),
        ObjectType::Group => directory.groups().len(),
        ObjectType::Device => directory.devices().len(),
    };
    (0..u32::try_from(number).unwrap_or(u32::MAX)).map(move |at| Object { directory, of: object, at })
}

/// `GET /users`, `/groups`, `/devices`
pub fn list(call: &Call<'_>, object: ObjectType) -> ApiResult<Reply> {
    let collection = collection(object);
    let plan = Plan::of(call, &collection)?;
    let directory = call.app.store.directory();
    Ok(Reply::json(plan.page(call, &collection, all(&directory, object), |item| item.document(call.app))))
}

/// `GET /users/$count` and so on
pub fn count(call: &Call<'_>, object: ObjectType) -> ApiResult<Reply> {
    list::count(call, &collection(object), all(&call.app.store.directory(), object))
}

/// `GET /users/{id or user principal name}`, `/groups/{id}`, `/devices/{id}`
pub fn read(call: &Call<'_>, object: ObjectType, id: &str) -> ApiResult<Reply> {
    let collection = collection(object);
    let plan = entity_plan(call, &collection)?;
    let directory = call.app.store.directory();
    let item = Object { directory: &directory, of: object, at: find(&directory, object, id)? };
    Ok(Reply::entity(call, &plan.metadata_name(collection.name), plan.select(item.document(call.app))))
}

/// The person with this id or user principal name.
pub fn find_person(directory: &Directory, id: &str) -> Option<u32> {
    find(directory, ObjectType::User, id).ok()
}

fn find(directory: &Directory, object: ObjectType, id: &str) -> ApiResult<u32> {
    let by_id = Guid::parse(id).ok().and_then(|id| match object {
        ObjectType::User => directory.person_index(&id),
        ObjectType::Group => directory.group_index(&id),
        ObjectType::Device => directory.device_index(&id),
    });
    let by_name = || {
        let name = fold_case(id);
        let mut people = directory.people().iter().take_while(|_| object == ObjectType::User);
        people.position(|person| fold_case(&person.user_principal_name) == name).and_then(|at| u32::try_from(at).ok())
    };
    by_id.or_else(by_name).ok_or_else(|| ApiError::new(Code::NotFound))
}

/// `GET .../{id}/members` and its siblings, with a cast and `/$count` where they stand.
pub fn links(call: &Call<'_>, object: ObjectType, id: &str, link: Link) -> ApiResult<Reply> {
    let directory = call.app.store.directory();
    let at = find(&directory, object, id)?;
    let found = if link.members { members(&directory, at, link.transitive) } else { above(&directory, object, at, link.transitive) };
    let wanted = found.into_iter().filter(|(found, _)| link.cast.is_none_or(|cast| cast == *found));
    let items = wanted.map(|(object, at)| Object { directory: &directory, of: object, at });
    let collection = link.cast.map_or(OBJECTS, collection);
    if link.count {
        return list::count(call, &collection, items);
    }
    let plan = Plan::of(call, &collection)?;
    let ways = link.transitive.then(|| {
        if link.members { Ways::Down(directory.ways_down(at)) } else { Ways::Up(directory.ways_up(direct_groups(&directory, object, at))) }
    });
    let page = plan.page(call, &collection, items, |item| {
        let mut document = item.document(call.app);
        document["@odata.type"] = json!(item.of.odata_type());
        if let Some(ways) = &ways {
            let names = ways.to(item).into_iter().map(|group| directory.groups()[group as usize].display_name.as_str());
            document["@pomona.through"] = names.collect::<Vec<_>>().into();
        }
        document
    });
    Ok(Reply::json(page))
}

/// How to get from what was asked about to what was found.
enum Ways<'a> {
    Down(WaysDown<'a>),
    Up(WaysUp),
}

impl Ways<'_> {
    /// The groups between, the outermost first.
    fn to(&self, item: &Object<'_>) -> Vec<u32> {
        match (self, item.of) {
            (Self::Up(ways), _) => ways.from_group(item.at),
            (Self::Down(ways), ObjectType::User) => ways.to_person(item.at),
            (Self::Down(ways), ObjectType::Group) => ways.to_group(item.at),
            (Self::Down(ways), ObjectType::Device) => ways.to_device(item.at),
        }
    }
}

fn members(directory: &Directory, group: u32, transitive: bool) -> Vec<(ObjectType, u32)> {
    let found = if transitive {
        directory.transitive_members(group)
    } else {
        let (people, devices, groups) = directory.direct_members(group);
        enrollment::directory::TransitiveMembers { people: people.to_vec(), devices: devices.to_vec(), groups: groups.to_vec() }
    };
    let of = |object, list: Vec<u32>| list.into_iter().map(move |at| (object, at));
    of(ObjectType::User, found.people).chain(of(ObjectType::Group, found.groups)).chain(of(ObjectType::Device, found.devices)).collect()
}

fn above(directory: &Directory, object: ObjectType, at: u32, transitive: bool) -> Vec<(ObjectType, u32)> {
    let direct = direct_groups(directory, object, at);
    let groups = if transitive { directory.transitive_groups(direct) } else { direct.to_vec() };
    groups.into_iter().map(|at| (ObjectType::Group, at)).collect()
}

fn direct_groups(directory: &Directory, object: ObjectType, at: u32) -> &[u32] {
    match object {
        ObjectType::User => directory.groups_of_person(at),
        ObjectType::Group => directory.groups_of_group(at),
        ObjectType::Device => directory.groups_of_device(at),
    }
}
