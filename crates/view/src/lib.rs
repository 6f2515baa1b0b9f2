//! The `view!` of the web app: the syntax of Leptos' macro of that name, turned into calls that are small in the wasm file.
//!
//! Leptos builds each element as a value of a type of its own, which every attribute and child moves and grows: 500 bytes and
//! more of code for an element. Here an element is one pointer, what never changes about it is data, and every call is the
//! same function for all elements. Components are called exactly as Leptos calls them.
//!
//! Understood: elements with plain, `class:`, `style:`, `prop:` and `on:` attributes and `node_ref`; components with props
//! and children; text in quotes; blocks; fragments. Anything else is a compile error.

mod component;
mod element;
mod nodes;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Block, Expr, Stmt};

/// Turns markup into a [`Markup`](../pomona_portal/markup/struct.Markup.html).
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let markup = rstml::parse2(tokens.into()).and_then(|nodes| nodes::together(&nodes));
    let markup = markup.unwrap_or_else(|mistake| mistake.to_compile_error());
    quote! {{ #markup }}.into()
}

/// What stands in a block of markup. Braces around one expression only say where it begins and ends, and the compiler would call
/// them unused in the call that the markup becomes.
fn content(block: &Block) -> TokenStream {
    if let [Stmt::Expr(only, None)] = &block.stmts[..] {
        quote! { #only }
    } else {
        quote! { #block }
    }
}

/// The value of an attribute or a prop, without braces around it.
fn value(written: &Expr) -> TokenStream {
    match written {
        Expr::Block(block) if block.attrs.is_empty() && block.label.is_none() => content(&block.block),
        other => quote! { #other },
    }
}

fn mistake(span: Span, what: &str) -> syn::Error {
    syn::Error::new(span, what)
}
