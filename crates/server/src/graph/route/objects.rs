//! What the directory holds, and how to get from one to another.

/// A type of directory object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObjectType {
    /// A person.
    User,
    /// A group.
    Group,
    /// A device.
    Device,
}

/// A navigation from a directory object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Downwards, to members; else upwards.
    pub members: bool,
    /// Through nested groups.
    pub transitive: bool,
    /// Only objects of this type.
    pub cast: Option<ObjectType>,
    /// The number alone.
    pub count: bool,
}

impl ObjectType {
    /// The type of a collection.
    pub(super) fn of_collection(name: &str) -> Option<Self> {
        match name {
            "users" => Some(Self::User),
            "groups" => Some(Self::Group),
            "devices" => Some(Self::Device),
            _ => None,
        }
    }

    /// The type of a cast.
    pub(super) fn of_cast(name: &str) -> Option<Self> {
        match name {
            "user" => Some(Self::User),
            "group" => Some(Self::Group),
            "device" => Some(Self::Device),
            _ => None,
        }
    }

    /// The annotation that tells it from others.
    pub const fn odata_type(self) -> &'static str {
        match self {
            Self::User => "#microsoft.graph.user",
            Self::Group => "#microsoft.graph.group",
            Self::Device => "#microsoft.graph.device",
        }
    }
}
