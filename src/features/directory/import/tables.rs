//! What each of the three files holds, and a template of it.

use enrollment::directory_import::TableKind;

use crate::i18n::t;

/// What the file is called.
pub fn name(kind: TableKind) -> &'static str {
    match kind {
        TableKind::People => t::import::people_file(),
        TableKind::Groups => t::import::groups_file(),
        TableKind::Members => t::import::members_file(),
    }
}

/// What stands in a row of it.
pub fn about(kind: TableKind) -> &'static str {
    match kind {
        TableKind::People => t::import::people_about(),
        TableKind::Groups => t::import::groups_about(),
        TableKind::Members => t::import::members_about(),
    }
}

/// The columns that it needs, and those that it may have.
pub const fn columns(kind: TableKind) -> (&'static str, &'static str) {
    match kind {
        TableKind::People => (
            "userPrincipalName, displayName",
            "mail, givenName, surname, department, jobTitle, companyName, city, country, employeeId, userType, accountEnabled",
        ),
        TableKind::Groups => ("displayName", "description, kind, membershipRule"),
        TableKind::Members => ("group, member", ""),
    }
}

/// What the link to its template says.
pub fn template_label(kind: TableKind) -> &'static str {
    match kind {
        TableKind::People => t::import::people_template(),
        TableKind::Groups => t::import::groups_template(),
        TableKind::Members => t::import::members_template(),
    }
}

/// The name under which the template is saved.
pub const fn template_name(kind: TableKind) -> &'static str {
    match kind {
        TableKind::People => "people.csv",
        TableKind::Groups => "groups.csv",
        TableKind::Members => "members.csv",
    }
}

/// A file with every column and one or two rows to write over.
const fn template(kind: TableKind) -> &'static str {
    match kind {
        TableKind::People => concat!(
            "userPrincipalName,displayName,mail,givenName,surname,department,jobTitle,companyName,city,country,employeeId,userType,accountEnabled\r\n",
            "grace@example.com,Grace Hopper,grace@example.com,Grace,Hopper,Engineering,Rear admiral,,Arlington,United States,E1,Member,true\r\n",
        ),
        TableKind::Groups => concat!(
            "displayName,description,kind,membershipRule\r\n",
            "Field engineers,Own staff who work at customers,security,\r\n",
            "Engineering,,security,\"user.department -eq \"\"Engineering\"\"\"\r\n",
        ),
        TableKind::Members => "group,member\r\nField engineers,grace@example.com\r\n",
    }
}

/// The address of the template. It is made here, so there is nothing to fetch.
pub fn template_link(kind: TableKind) -> String {
    format!("data:text/csv;charset=utf-8,{}", String::from(js_sys::encode_uri_component(template(kind))))
}

#[cfg(test)]
mod tests {
    use enrollment::directory::Directory;
    use enrollment::directory_import::{Table, Tables, plan};
    use enrollment::graph::read_date_time;
    use enrollment::guid::Guid;

    use super::*;

    /// The cells of a template: none of them holds a comma or a line break.
    fn table(kind: TableKind) -> Table {
        let mut table = Table::default();
        for (at, line) in template(kind).lines().enumerate() {
            let plain = |cell: &str| {
                let inside = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
                inside.map_or_else(|| cell.to_owned(), |inside| inside.replace("\"\"", "\""))
            };
            let cells: Vec<String> = line.split(',').map(plain).collect();
            table.push(at + 1, cells.iter().map(String::as_str));
        }
        table
    }

    #[test]
    fn the_templates_are_what_the_server_takes() {
        let [people, groups, members] = TableKind::ALL.map(|kind| Some(table(kind)));
        let tables = Tables { people, groups, members, remove_missing: false };
        let mut number = 0;
        let new_id = || {
            number += 1;
            Guid::from_bytes([number; 16])
        };
        let now = read_date_time("2026-01-01T00:00:00Z").expect("a moment");
        let plan = plan(&Directory::default(), &tables, now, new_id).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        assert_eq!((plan.people.added.len(), plan.groups.added.len(), plan.members.added.len()), (1, 2, 1));
    }

    #[test]
    fn the_templates_have_every_column_that_is_named() {
        for kind in TableKind::ALL {
            let (needed, further) = columns(kind);
            let named: Vec<&str> = needed.split(", ").chain(further.split(", ")).filter(|column| !column.is_empty()).collect();
            let header = template(kind).lines().next().unwrap_or_default();
            assert_eq!(header.split(',').collect::<Vec<_>>(), named);
        }
    }
}
