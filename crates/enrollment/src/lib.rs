//! The words and the rules of Apple User Enrollment: what a profile is, whom it reaches, what order means.
//! Pure: no I/O, no clock, no async. The browser and the server run this same code, so they cannot disagree.

pub mod account;
pub mod answers;
pub mod assignment;
pub mod attention;
pub mod contenders;
pub mod coverage;
pub mod device;
pub mod directory;
pub mod directory_import;
pub mod draft;
pub mod effect;
pub mod enrollment_type;
pub mod error;
pub mod evaluate;
pub mod explain;
pub mod graph;
pub mod group_kind;
pub mod guid;
pub mod history;
pub mod lint;
pub mod membership_rule;
pub mod moves;
pub mod order;
pub mod outcome;
pub mod people_table;
pub mod portable;
pub mod profile;
pub mod restriction;
pub mod text;
pub mod user_choice;
