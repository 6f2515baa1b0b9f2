//! The enrollment type of a profile as it is shown: one of the five with its tag, or the raw words of a newer server.

use enrollment::enrollment_type::{EnrollmentType, Ownership, Pair};
use enrollment::graph::received::{OwnerType, Profile};
use enrollment::graph::words::Word;

/// What a profile's enrollment type is shown as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownType {
    /// One that we know in all its parts.
    Known(EnrollmentType),
    /// One that this version does not know: its words as they came, never changed.
    Foreign {
        /// The default type; `None` when the server sent none.
        default: Option<String>,
        /// The pairs of owner and type.
        pairs: Vec<(String, String)>,
    },
}

/// The word or two beside the name of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeTag {
    /// Every device becomes a personal one.
    Personal,
    /// Every device becomes the organization's.
    Company,
    /// The person's answer decides.
    PersonalOrCompany,
    /// New devices can no longer enroll.
    ExistingDevicesOnly,
    /// This version does not know it.
    NotKnown,
}

impl ShownType {
    /// How the type of `profile` is shown.
    pub fn of(profile: &Profile) -> Self {
        profile.known_type().map_or_else(
            || Self::Foreign {
                default: profile.default_type.as_ref().map(|word| word.as_str().to_owned()),
                pairs: profile.options.iter().flatten().map(raw_pair).collect(),
            },
            Self::Known,
        )
    }

    /// The tag that goes with it.
    pub fn tag(&self) -> TypeTag {
        match self {
            Self::Foreign { .. } => TypeTag::NotKnown,
            Self::Known(known) if known.kind().is_retired() => TypeTag::ExistingDevicesOnly,
            Self::Known(known) => tag_of_pairs(&known.pairs()),
        }
    }

    /// Whether new devices can no longer enroll with it.
    pub fn is_retired(&self) -> bool {
        matches!(self, Self::Known(known) if known.kind().is_retired())
    }
}

fn tag_of_pairs(pairs: &[Pair]) -> TypeTag {
    let has = |ownership: Ownership| pairs.iter().any(|(owner, _)| *owner == ownership);
    match (has(Ownership::Personal), has(Ownership::Company)) {
        (true, true) => TypeTag::PersonalOrCompany,
        (false, true) => TypeTag::Company,
        _ => TypeTag::Personal,
    }
}

fn raw_pair(option: &OwnerType) -> (String, String) {
    let owner = option.owner.as_ref().map(Word::as_str).unwrap_or_default();
    let method = option.method.as_ref().map(Word::as_str).unwrap_or_default();
    (owner.to_owned(), method.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn shown(default: &str, pairs: &[(&str, &str)]) -> ShownType {
        let options: Vec<Value> = pairs.iter().map(|(owner, method)| json!({"ownerType": owner, "enrollmentType": method})).collect();
        let profile = json!({"id": "1", "defaultEnrollmentType": default, "availableEnrollmentTypeOptions": options});
        ShownType::of(&Profile::read(&profile).expect("a profile"))
    }

    #[test]
    fn the_tag_of_a_fixed_type_is_its_ownership() {
        assert_eq!(shown("accountDrivenUserEnrollment", &[("personal", "accountDrivenUserEnrollment")]).tag(), TypeTag::Personal);
        assert_eq!(shown("device", &[("personal", "device")]).tag(), TypeTag::Personal);
        assert_eq!(shown("device", &[("company", "device")]).tag(), TypeTag::Company);
    }

    #[test]
    fn the_tag_of_user_choice_is_what_the_answers_can_lead_to() {
        let (work, entire, company) = (("personal", "accountDrivenUserEnrollment"), ("personal", "device"), ("company", "device"));
        assert_eq!(shown("device", &[company, entire, work]).tag(), TypeTag::PersonalOrCompany);
        assert_eq!(shown("device", &[entire, work]).tag(), TypeTag::Personal);
    }

    #[test]
    fn the_retired_type_says_for_whom_it_still_is() {
        let retired = shown("user", &[("personal", "user")]);
        assert!(retired.is_retired());
        assert_eq!(retired.tag(), TypeTag::ExistingDevicesOnly);
    }

    #[test]
    fn words_that_are_not_known_are_shown_as_they_came() {
        let foreign = shown("visionEnrollment", &[("shared", "visionEnrollment")]);
        assert_eq!(foreign.tag(), TypeTag::NotKnown);
        assert_eq!(
            foreign,
            ShownType::Foreign {
                default: Some("visionEnrollment".to_owned()),
                pairs: vec![("shared".to_owned(), "visionEnrollment".to_owned())]
            }
        );
    }

    #[test]
    fn one_pair_that_is_not_known_makes_the_whole_type_foreign() {
        let mixed = shown("device", &[("personal", "device"), ("personal", "visionEnrollment")]);
        assert_eq!(mixed.tag(), TypeTag::NotKnown);
        assert!(!mixed.is_retired());
    }
}
