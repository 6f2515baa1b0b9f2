//! Ids that look like any other, and are the same each time.

use enrollment::guid::Guid;

/// What an id is for; ids of different kinds never meet.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Organization,
    Person,
    Group,
    Device,
    Profile,
    Restriction,
}

/// The id of the thing with this number.
pub(super) fn id(kind: Kind, number: u32) -> Guid {
    let seed = (kind as u64) << 32 | u64::from(number);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&scatter(seed).to_be_bytes());
    bytes[8..].copy_from_slice(&scatter(!seed).to_be_bytes());
    // Marked as version 4 (RFC 9562), as random ids are.
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    Guid::from_bytes(bytes)
}

/// Spreads neighboring numbers far apart: the finalizer of `SplitMix64` (Steele, Lea, Flood 2014).
pub(super) const fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}
