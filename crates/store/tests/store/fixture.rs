//! What a test begins with: a store in a new folder, a small directory, ids and moments that are the same each time.

use std::path::Path;

use enrollment::assignment::Assignment;
use enrollment::directory::{Device, Group, Member, MemberKind, Person};
use enrollment::enrollment_type::EnrollmentType;
use enrollment::guid::Guid;
use enrollment::profile::NewProfile;
use enrollment::text::{Description, ProfileName};
use pomona_store::{
    Author, AuthorKind, ChangeFilter, ChangeLog as _, DirectoryRecords, DirectoryStore as _, ProfileStore as _, SqliteStore,
};
use tempfile::TempDir;
use time::{Duration, OffsetDateTime};

pub struct Fixture {
    pub store: SqliteStore,
    pub folder: TempDir,
}

pub const PEOPLE: u32 = 1;
pub const DEVICES: u32 = 2;

impl Fixture {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path()).await;
        store.load_directory(&ada(), moment(0), directory()).await.expect("written").expect("allowed");
        Self { store, folder }
    }

    /// Another process that has the same file open.
    pub async fn other_process(&self) -> SqliteStore {
        open(self.folder.path()).await
    }

    pub async fn create(&self, number: u32, name: &str) -> Guid {
        let saved = self.store.create_profile(&ada(), moment(1), id(number), profile(name), None).await;
        saved.expect("written").expect("allowed").profile.id.clone()
    }

    pub fn names(&self) -> Vec<String> {
        self.store.snapshot().profiles.iter().map(|profile| profile.name.as_str().to_owned()).collect()
    }

    /// How many rows the change log has.
    pub async fn log_length(&self) -> u64 {
        let newest = self.store.changes(&ChangeFilter { limit: Some(1), ..ChangeFilter::default() }).await.expect("read");
        newest.first().map_or(0, |change| change.sequence)
    }
}

pub async fn open(folder: &Path) -> SqliteStore {
    SqliteStore::open(folder).await.expect("opens")
}

pub fn id(number: u32) -> Guid {
    let mut bytes = [0x40; 16];
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    Guid::from_bytes(bytes)
}

pub fn moment(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + Duration::days(20_000) + Duration::seconds(seconds)
}

pub fn author(name: &str) -> Author {
    Author {
        id: format!("id of {name}"),
        name: name.to_owned(),
        kind: AuthorKind::Session,
        client: "Firefox".to_owned(),
        request_id: "request-1".to_owned(),
    }
}

pub fn ada() -> Author {
    author("Ada Lopez")
}

pub fn name(text: &str) -> ProfileName {
    ProfileName::parse(text).expect("a fine name")
}

pub fn profile(text: &str) -> NewProfile {
    NewProfile {
        name: name(text),
        description: Description::default(),
        enrollment_type: EnrollmentType::AccountDrivenUser,
        assignments: Vec::new(),
        priority: None,
    }
}

pub fn assigned(text: &str, group: u32) -> NewProfile {
    NewProfile { assignments: vec![Assignment::group(id(group))], ..profile(text) }
}

/// One group with a person, one with a device.
pub fn directory() -> DirectoryRecords {
    let group = |number: u32, name: &str| Group {
        id: id(number),
        display_name: name.to_owned(),
        description: None,
        mail: None,
        mail_nickname: name.to_lowercase(),
        is_microsoft_365: false,
        mail_enabled: false,
        security_enabled: true,
        membership_rule: None,
        created: moment(0),
    };
    DirectoryRecords {
        people: vec![Person::member(id(11), "Grace Moreau", "grace@contoso.example")],
        groups: vec![group(PEOPLE, "Sales"), group(DEVICES, "Field iPads")],
        devices: vec![Device {
            id: id(12),
            display_name: "Field iPad 1".to_owned(),
            operating_system: "iPadOS".to_owned(),
            operating_system_version: "26.1".to_owned(),
            device_ownership: "Company".to_owned(),
            enrollment_profile_name: None,
            model: None,
            owner: None,
            is_managed: true,
        }],
        members: vec![
            Member { group: id(PEOPLE), kind: MemberKind::Person, id: id(11) },
            Member { group: id(DEVICES), kind: MemberKind::Device, id: id(12) },
        ],
        ..DirectoryRecords::default()
    }
}
