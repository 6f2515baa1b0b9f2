//! People and groups: their lists page by page, one of each, and who is in what through which group.

use enrollment::graph::received::{Group, User};
use serde_json::Value;

use super::error::ApiError;
use super::graph::{Graph, encoded, next_link, search_clauses, text};
use super::transport::{Method, Request};

/// What Graph leaves out of a person unless it is asked for.
const OF_PEOPLE: &str = "id,displayName,userPrincipalName,department,jobTitle,accountEnabled";
const OF_PERSON: &str =
    "id,displayName,userPrincipalName,mail,department,jobTitle,companyName,city,country,employeeId,userType,accountEnabled";

/// A list of people or groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// The people whose name or sign-in name match; without text everybody, by name.
    People(String),
    /// The groups whose names match; without text every group, by name.
    Groups(String),
    /// The groups that the person with this id is in.
    GroupsOfPerson(String),
    /// The groups that the group with this id is in.
    GroupsOfGroup(String),
    /// The groups in the group with this id.
    GroupsInside(String),
    /// The people in the group with this id, by name.
    PeopleInside(String),
}

impl List {
    /// Whether it holds people.
    pub const fn is_of_people(&self) -> bool {
        matches!(self, Self::People(_) | Self::PeopleInside(_))
    }

    /// Every list is an advanced query to Graph, which wants to count (GRAPH.md 8.1).
    fn path(&self) -> String {
        match self {
            Self::People(text) => {
                let question = question(text, &["displayName", "userPrincipalName"]);
                format!("/users?{question}&$select={OF_PEOPLE}&$top=50&$count=true")
            }
            Self::Groups(text) => format!("/groups?{}&$top=50&$count=true", question(text, &["displayName"])),
            Self::GroupsOfPerson(id) => groups("users", id, "transitiveMemberOf"),
            Self::GroupsOfGroup(id) => groups("groups", id, "transitiveMemberOf"),
            Self::GroupsInside(id) => groups("groups", id, "transitiveMembers"),
            Self::PeopleInside(id) => {
                let id = encoded(id);
                format!("/groups/{id}/transitiveMembers/microsoft.graph.user?$select={OF_PEOPLE}&$orderby=displayName&$top=50&$count=true")
            }
        }
    }
}

fn question(text: &str, properties: &[&str]) -> String {
    match search_clauses(text, properties) {
        Some(clauses) => format!("$search={}", encoded(&clauses)),
        None => "$orderby=displayName".to_owned(),
    }
}

fn groups(of: &str, id: &str, link: &str) -> String {
    format!("/{of}/{}/{link}/microsoft.graph.group?$top=999&$count=true", encoded(id))
}

/// A page of a list; one type for people and groups, so that there is one of everything that shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The people on it.
    pub people: Vec<User>,
    /// The groups on it.
    pub groups: Vec<Group>,
    /// How many there are on all pages, where the server says so.
    pub total: Option<u64>,
    /// Where the next page is.
    pub next: Option<String>,
}

impl Listed {
    fn read(answer: &Value) -> Result<Self, ApiError> {
        let items = answer["value"].as_array().ok_or(ApiError::Unreadable)?;
        let mut page = Self { total: answer["@odata.count"].as_u64(), next: next_link(answer), ..Self::default() };
        for item in items {
            // A person without a sign-in name does not exist; what is neither person nor group has an id at most.
            if item["userPrincipalName"].is_string() {
                page.people.extend(User::read(item));
            } else if item["@odata.type"].as_str().is_none_or(|kind| kind == "#microsoft.graph.group") {
                page.groups.extend(Group::read(item));
            }
        }
        page.groups = direct_first(page.groups);
        Ok(page)
    }

    /// How many are on this page.
    pub const fn len(&self) -> usize {
        self.people.len() + self.groups.len()
    }

    /// Whether nobody and nothing is on it.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What somebody is in directly comes before what that leads to.
fn direct_first(groups: Vec<Group>) -> Vec<Group> {
    let is_direct = |group: &Group| group.through.as_ref().is_some_and(Vec::is_empty);
    let (mut ordered, rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_direct);
    ordered.extend(rest);
    ordered
}

/// A profile that names a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamingProfile {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// It keeps the group out.
    pub excludes: bool,
    /// The groups on the way from the one that it names, the outermost first; empty when it names the group itself.
    pub way: Vec<String>,
}

impl NamingProfile {
    /// A profile may name the group more than once: each is told.
    fn read_all(group: &str, item: &Value) -> Vec<Self> {
        let (id, name) = (text(&item["id"]).unwrap_or_default(), text(&item["displayName"]).unwrap_or_default());
        let read = |assignment: &Value| {
            let named = text(&assignment["groupId"])?;
            let itself = named.eq_ignore_ascii_case(group);
            let named = text(&assignment["groupDisplayName"]).unwrap_or(named);
            let between = assignment["through"].as_array().into_iter().flatten().filter_map(text);
            let way = (!itself).then_some(named).into_iter().chain(between).collect();
            Some(Self { id: id.clone(), name: name.clone(), excludes: assignment["target"] == "excludedGroup", way })
        };
        item["assignments"].as_array().into_iter().flatten().filter_map(read).collect()
    }
}

impl Graph {
    /// The profiles that name a group, or a group that it is in. Only where the server offers `whoGetsWhat`.
    pub async fn naming_profiles(&self, group: &str) -> Result<Vec<NamingProfile>, ApiError> {
        let answer = self.get(&format!("/pomona/groups/{}/profiles", encoded(group))).await?;
        let profiles = answer["value"].as_array().ok_or(ApiError::Unreadable)?;
        Ok(profiles.iter().flat_map(|profile| NamingProfile::read_all(group, profile)).collect())
    }

    /// The first page of a list, or the one that `next` leads to.
    pub async fn listed(&self, list: &List, next: Option<String>) -> Result<Listed, ApiError> {
        let path = next.unwrap_or_else(|| self.url(&list.path()));
        Listed::read(&self.answer(Request::new(Method::Get, path).header("ConsistencyLevel", "eventual")).await?)
    }

    /// One person.
    pub async fn person(&self, id: &str) -> Result<User, ApiError> {
        let answer = self.get(&format!("/users/{}?$select={OF_PERSON}", encoded(id))).await?;
        User::read(&answer).map_err(|_| ApiError::Unreadable)
    }

    /// One group.
    pub async fn group(&self, id: &str) -> Result<Group, ApiError> {
        let answer = self.get(&format!("/groups/{}", encoded(id))).await?;
        Group::read(&answer).map_err(|_| ApiError::Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn direct_memberships_come_first_and_keep_their_order() {
        let group = |name: &str, through: &[&str]| json!({"id": name, "displayName": name, "@pomona.through": through});
        let answer = json!({"value": [group("Sales", &["Sales EMEA"]), group("Sales EMEA", &[]), group("Everybody", &["Sales"]), group("Lyon", &[])]});
        let page = Listed::read(&answer).expect("a page");
        assert_eq!(
            page.groups.iter().map(|group| group.display_name.as_str()).collect::<Vec<_>>(),
            ["Sales EMEA", "Lyon", "Sales", "Everybody"]
        );
    }

    #[test]
    fn a_profile_that_names_a_group_above_says_the_way_to_it() {
        let assignment = |id: &str, name: &str, through: &[&str]| json!({"target": "group", "groupId": id, "groupDisplayName": name, "through": through});
        let profile = json!({"id": "p", "displayName": "Field", "assignments": [assignment("G1", "Sales", &["EMEA"]), assignment("G2", "France", &[])]});
        let found = NamingProfile::read_all("g2", &profile);
        assert_eq!(found.iter().map(|one| one.way.join(" > ")).collect::<Vec<_>>(), ["Sales > EMEA", ""]);
    }

    #[test]
    fn what_is_neither_a_person_nor_a_group_is_left_out() {
        let answer = json!({"value": [
            {"@odata.type": "#microsoft.graph.directoryRole", "id": "r", "displayName": "Reader"},
            {"@odata.type": "#microsoft.graph.group", "id": "g", "displayName": "Sales"},
            {"id": "u", "displayName": "Grace", "userPrincipalName": "grace@contoso.example"},
        ]});
        let page = Listed::read(&answer).expect("a page");
        assert_eq!((page.len(), page.people.len(), page.groups.len()), (2, 1, 1));
    }
}
