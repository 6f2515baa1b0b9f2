//! The one style sheet of the app: `style/*.css` in the order of their cascade layers, without comments and spare space.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// These come first, in this order, because the later ones build on the earlier. The other files, one a feature, follow by name.
const FOUNDATIONS: [&str; 4] = ["tokens", "base", "layout", "components"];

/// Reads the files of `folder` and joins them to one minified text.
pub fn join(folder: &Path) -> Result<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "css"));
    files.sort_by_key(|file| {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        (FOUNDATIONS.iter().position(|foundation| *foundation == name).unwrap_or(FOUNDATIONS.len()), name)
    });
    let texts: Vec<String> = files
        .iter()
        .map(|file| fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display())))
        .collect::<Result<_>>()?;
    Ok(minify(&texts.join("\n")))
}

/// Takes out what can never matter: comments, runs of space, space beside punctuation, the last semicolon of a block.
///
/// Space before a colon or a parenthesis, or around an operator, has a meaning in selectors and in `calc()`, so it stays.
fn minify(css: &str) -> String {
    let mut minified = String::with_capacity(css.len());
    let mut space = false;
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '/' if rest.starts_with("/*") => {
                let length = rest.find("*/").map_or(rest.len(), |end| end + 2);
                let beside_space = space || rest[length..].starts_with(|next: char| next.is_ascii_whitespace());
                if !beside_space && !minified.is_empty() {
                    // It keeps two words apart without being the space that selectors give a meaning to.
                    minified.push_str("/**/");
                }
                length
            }
            _ if next.is_ascii_whitespace() => {
                space = true;
                1
            }
            _ => {
                if space && wants_space(minified.chars().last(), next) {
                    minified.push(' ');
                }
                space = false;
                if next == '}' && minified.ends_with(';') {
                    minified.pop();
                }
                let length = match next {
                    '"' | '\'' => string_length(rest, next),
                    '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                    _ => next.len_utf8(),
                };
                minified.push_str(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
    }
    minified
}

fn wants_space(before: Option<char>, after: char) -> bool {
    let Some(before) = before else { return false };
    !matches!(before, '{' | '}' | ';' | ',' | ':' | '(') && !matches!(after, '{' | '}' | ';' | ',' | ')')
}

/// Length of the string that `text` begins with, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn comments_and_spare_space_go() {
        assert_eq!(minify("/* a */\n.a ,\n.b {\n  color : red ;\n  margin: 0 auto;\n}\n"), ".a,.b{color :red;margin:0 auto}");
        assert_eq!(minify("@media ( width > 40em ) { a { b: c } }"), "@media (width > 40em){a{b:c}}");
    }

    #[test]
    fn space_with_a_meaning_stays() {
        for css in [".a :hover{b:c}", ".a:not(.b) .c{b:c}", "a{b:calc(1px + (2px - 3px))}", "a{b:var(--x) var(--y)}", "& > li + li{a:b}"] {
            assert_eq!(minify(css), css);
        }
        assert_eq!(minify(".a/* not a descendant */.b{c:d}"), ".a/**/.b{c:d}");
    }

    #[test]
    fn strings_and_escapes_are_left_alone() {
        for css in [r#"a::before{content:" /* ; } \" ; "}"#, "a::before{content:'; }'}", r".sm\:a\ {b:c}"] {
            assert_eq!(minify(css), css);
        }
    }
}
