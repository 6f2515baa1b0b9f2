//! Importing tables: what is written is what was planned, and nothing else is touched.

use std::time::Instant;

use enrollment::directory::Directory;
use enrollment::directory_import::{Plan, Table, Tables, plan};
use enrollment::guid::Guid;
use pomona_store::{
    Action, ChangeFilter, ChangeLog as _, DirectoryStore as _, ProfileStore as _, SqliteStore, Store as _, WriteRefused, sample,
};

use crate::fixture::{Fixture, PEOPLE, ada, assigned, author, id, moment, open};

fn table(lines: &str) -> Option<Table> {
    let mut table = Table::default();
    for (line, cells) in (1..).zip(lines.lines()) {
        table.push(line, cells.split(','));
    }
    (!lines.is_empty()).then_some(table)
}

fn tables(people: &str, groups: &str, members: &str, remove_missing: bool) -> Tables {
    Tables { people: table(people), groups: table(groups), members: table(members), remove_missing }
}

fn planned(directory: &Directory, tables: &Tables) -> Plan {
    let mut number = 1_000_000;
    let new_id = move || {
        number += 1;
        id(number)
    };
    plan(directory, tables, moment(3), new_id).expect("no mistakes")
}

async fn import(store: &SqliteStore, tables: &Tables) -> Plan {
    let (directory, version) = store.versioned_directory();
    let plan = planned(&directory, tables);
    let done = store.import_directory(&ada(), moment(3), version, plan.clone()).await.expect("written").expect("allowed");
    assert_eq!(done, version + u64::from(!plan.is_empty()));
    assert_eq!(store.versioned_directory().1, done);
    plan
}

async fn with_sample() -> (SqliteStore, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    sample::contoso(&store, &ada(), moment(0)).await.expect("written").expect("allowed");
    (store, folder)
}

#[tokio::test]
async fn people_and_groups_are_added_changed_and_removed_and_come_back_from_disk() {
    let (store, folder) = with_sample().await;
    let before = store.directory();
    let (kept, also_kept, gone) = (&before.people()[0], &before.people()[1], &before.people()[2]);
    let people = format!(
        "userPrincipalName,displayName,city\nnew@contoso.example,Neue Person,Zürich\n{},{},\n{},{},Bern",
        kept.user_principal_name.to_uppercase(),
        kept.display_name,
        also_kept.user_principal_name,
        also_kept.display_name
    );
    let (stays, becomes_dynamic) = ("Pilot ring", "Field iPads");
    let groups = format!("displayName,membershipRule\nFresh,\n{stays},\n{becomes_dynamic},user.city -eq \"Bern\"");
    let members = format!("group,member\nFresh,new@contoso.example\nFresh,{stays}\n{stays},{}", also_kept.user_principal_name);
    let plan = import(&store, &tables(&people, &groups, &members, true)).await;

    let again = open(folder.path()).await;
    let after = again.directory();
    let names: Vec<_> = after.people().iter().map(|person| person.user_principal_name.as_str()).collect();
    assert_eq!(names, [kept.user_principal_name.to_uppercase().as_str(), &also_kept.user_principal_name, "new@contoso.example"]);
    assert_eq!((&after.people()[0].id, &after.people()[0].city, after.people()[1].city.as_deref()), (&kept.id, &None, Some("Bern")));
    let names: Vec<_> = after.groups().iter().map(|group| group.display_name.as_str()).collect();
    assert_eq!(names, [stays, becomes_dynamic, "Fresh"]);
    assert_eq!(after.direct_members(0).0, [1], "nobody else is left in it");
    assert!(!after.direct_members(0).1.is_empty(), "its devices are still in it");
    assert_eq!((after.direct_members(1).0, after.direct_members(1).1.len()), (&[1][..], 0), "the rule alone says who is in it");
    assert_eq!((after.direct_members(2).0, after.direct_members(2).2), (&[2][..], &[0][..]));

    assert_eq!(after.devices().len(), before.devices().len());
    let owners = |directory: &Directory| directory.devices().iter().filter_map(|device| device.owner.clone()).collect::<Vec<Guid>>();
    assert!(owners(&before).iter().any(|owner| *owner == gone.id || plan.people.removed.iter().any(|person| person.id == *owner)));
    assert!(owners(&after).iter().all(|owner| after.person_index(owner).is_some()));
    assert_eq!((again.restrictions().len(), again.snapshot().profiles.len()), (3, 6));
    assert_eq!((store.directory().people(), store.directory().groups()), (after.people(), after.groups()));
}

#[tokio::test]
async fn one_row_of_the_log_says_what_changed_and_no_change_leaves_none() {
    let fixture = Fixture::new().await;
    let begin = fixture.log_length().await;
    let tables = tables("userPrincipalName,displayName,city\ngrace@contoso.example,Grace Moreau,Lyon", "", "", false);
    import(&fixture.store, &tables).await;
    import(&fixture.store, &tables).await;
    let rows = fixture.store.changes(&ChangeFilter { after: Some(begin), ..ChangeFilter::default() }).await.expect("read");
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].action, rows[0].object_id.as_str()), (Action::Import, "directory"));
    let after = rows[0].after.clone().expect("it says what");
    assert_eq!(after["people"]["changed"], 1);
    assert_eq!(after["changes"][0]["fields"][0]["after"], "Lyon");
}

#[tokio::test]
async fn a_plan_for_an_older_directory_is_refused_and_says_who_was_faster() {
    let fixture = Fixture::new().await;
    let other = fixture.other_process().await;
    let (directory, version) = other.versioned_directory();
    import(&fixture.store, &tables("", "displayName\nFresh", "", false)).await;
    let plan = planned(&directory, &tables("", "displayName\nFresher", "", false));
    let refused = other.import_directory(&author("Jonas Weber"), moment(9), version, plan).await.expect("answered").expect_err("refused");
    let WriteRefused::Stale(changed) = refused else { panic!("{refused:?}") };
    assert_eq!((changed.who.as_str(), changed.at, changed.current_version), ("Ada Lopez", moment(3), version + 1));
    other.refresh().await.expect("read");
    assert_eq!(other.directory_changed().await.expect("read"), changed);
    assert_eq!(other.directory().groups().last().expect("there are groups").display_name, "Fresh");
}

#[tokio::test]
async fn a_profile_stays_assigned_to_a_group_that_is_removed() {
    let fixture = Fixture::new().await;
    let saved = fixture.store.create_profile(&ada(), moment(1), id(20), assigned("Mine", PEOPLE), None).await;
    let profile = saved.expect("written").expect("allowed").profile;
    let (directory, _) = fixture.store.versioned_directory();
    let plan = planned(&directory, &tables("", "displayName\nField iPads", "", true));
    let warnings = plan.removed_assigned_groups(&[&profile]);
    assert_eq!((warnings.len(), warnings[0].group, &warnings[0].profiles), (1, "Sales", &vec!["Mine"]));
    import(&fixture.store, &tables("", "displayName\nField iPads", "", true)).await;
    assert_eq!(fixture.store.snapshot().profiles[0].assignments.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures this machine: run by hand with --release"]
async fn a_hundred_thousand_people_are_imported_and_changed_in_seconds() {
    let people = |city: &str| {
        let row = |number: u32| format!("p{number}@contoso.example,Person {number},Person,{number},Sales,Clerk,{city},{number}");
        let rows: Vec<String> = (0..100_000).map(row).collect();
        format!("userPrincipalName,displayName,givenName,surname,department,jobTitle,city,employeeId\n{}", rows.join("\n"))
    };
    let groups = format!("displayName\n{}", (0..1_000).map(|number| format!("Group {number}")).collect::<Vec<_>>().join("\n"));
    // Three groups a person, and three hundred people a group.
    let member = |number: u32| format!("Group {},p{}@contoso.example", (number + number / 100_000) % 1_000, number % 100_000);
    let members = format!("group,member\n{}", (0..300_000).map(member).collect::<Vec<_>>().join("\n"));
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let emptied = "userPrincipalName,displayName\np1@contoso.example,Person 1";
    for (name, tables) in [
        ("into an empty directory", tables(&people("Bern"), &groups, &members, false)),
        ("again", tables(&people("Bern"), &groups, &members, true)),
        ("with everybody changed", tables(&people("Basel"), "", "", false)),
        ("with nearly everybody removed", tables(emptied, "", "", true)),
    ] {
        let (directory, version) = store.versioned_directory();
        let begin = Instant::now();
        let plan = planned(&directory, &tables);
        let (planned, begin) = (begin.elapsed(), Instant::now());
        store.import_directory(&ada(), moment(3), version, plan).await.expect("written").expect("allowed");
        println!("{name}: planned in {planned:?}, written in {:?}", begin.elapsed());
        assert!(begin.elapsed().as_secs() < 30);
    }
}
