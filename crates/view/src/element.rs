//! An element: what never changes about it as data, the rest call by call.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement};
use syn::spanned::Spanned;
use syn::{Expr, Lit, Result};

use crate::{mistake, nodes, value};

/// Builds `element` with its attributes and children.
pub fn build(element: &NodeElement<Infallible>) -> Result<TokenStream> {
    let tag = element.name().to_string();
    let mut constants = Vec::new();
    let mut calls = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return Err(mistake(attribute.span(), "write attributes as name=value"));
        };
        let name = attribute.key.to_string();
        match constant(attribute, &name) {
            Some(value) => constants.push(quote! { (#name, #value) }),
            None => calls.push(call(attribute, &name, element)?),
        }
    }
    let children = element.children.iter().map(child).collect::<Result<Vec<_>>>()?;
    Ok(quote_spanned! { element.name().span() =>
        crate::markup::element(#tag, &[#(#constants),*]) #(#calls)* #(#children)*
    })
}

/// The value of a plain attribute that is written in quotes, or of one that only stands there.
fn constant(attribute: &KeyedAttribute, name: &str) -> Option<String> {
    match attribute.value() {
        _ if name.contains(':') => None,
        None => Some(String::new()),
        Some(Expr::Lit(literal)) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Some(_) => None,
    }
}

fn call(attribute: &KeyedAttribute, name: &str, element: &NodeElement<Infallible>) -> Result<TokenStream> {
    let span = attribute.span();
    let Some(written) = attribute.value() else { return Err(mistake(span, "write attributes as name=value")) };
    let value = value(written);
    Ok(match name.split_once(':') {
        None if name == "node_ref" => {
            let ty = format_ident!("{}", capitalized(&element.name().to_string()), span = span);
            quote_spanned! { span => .node_ref::<::leptos::html::#ty, _>(#value) }
        }
        None => quote_spanned! { span => .attribute(#name, #value) },
        Some(("class", class)) => quote_spanned! { span => .class(#class, #value) },
        Some(("style", property)) => quote_spanned! { span => .style(#property, #value) },
        Some(("prop", property)) => quote_spanned! { span => .property(#property, #value) },
        Some(("on", event)) => {
            let event = format_ident!("{event}", span = span);
            quote_spanned! { span => .on(&::leptos::ev::#event, #value) }
        }
        Some(_) => return Err(mistake(span, "only class:, style:, prop: and on: are understood here")),
    })
}

fn child(node: &Node) -> Result<TokenStream> {
    let node = nodes::piece(node)?;
    Ok(quote! { .child(#node) })
}

/// The name of the element's type in Leptos.
fn capitalized(tag: &str) -> String {
    let (first, rest) = tag.split_at(1);
    first.to_ascii_uppercase() + rest
}
