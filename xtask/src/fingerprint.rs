//! Content, said in a few letters.

use sha2::{Digest, Sha256};

/// Sixteen hexadecimal digits that change with the content, as Trunk puts into the names of its own files.
pub fn fingerprint(content: &[u8]) -> String {
    let mut start = [0; 8];
    start.copy_from_slice(&Sha256::digest(content)[..8]);
    format!("{:016x}", u64::from_be_bytes(start))
}
