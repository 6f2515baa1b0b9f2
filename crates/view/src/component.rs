//! A component: its props and children, handed over as Leptos' own macro does.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use rstml::Infallible;
use rstml::node::{NodeAttribute, NodeElement, NodeName};
use syn::Result;
use syn::spanned::Spanned;

use crate::{mistake, nodes};

/// Whether the name is that of a component: types begin with a capital.
pub fn is_component(element: &NodeElement<Infallible>) -> bool {
    match element.name() {
        NodeName::Path(path) => path.path.segments.last().is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase)),
        NodeName::Punctuated(_) | NodeName::Block(_) => false,
    }
}

/// Calls the component.
pub fn call(element: &NodeElement<Infallible>) -> Result<TokenStream> {
    let name = element.name();
    let props = element.attributes().iter().map(prop).collect::<Result<Vec<_>>>()?;
    let children = if element.children.is_empty() {
        None
    } else {
        let markup = nodes::together(&element.children)?;
        Some(quote! { .children(::leptos::children::ToChildren::to_children(move || #markup)) })
    };
    Ok(quote_spanned! { name.span() =>
        crate::markup::Markup::view(::leptos::component::component_view(
            #name,
            ::leptos::component::component_props_builder(&#name) #(#props)* #children .build(),
        ))
    })
}

fn prop(attribute: &NodeAttribute) -> Result<TokenStream> {
    let NodeAttribute::Attribute(attribute) = attribute else {
        return Err(mistake(attribute.span(), "write props as name=value"));
    };
    let (name, value) = (&attribute.key, attribute.value());
    if !matches!(name, NodeName::Path(_)) {
        return Err(mistake(attribute.span(), "a component takes props, not attributes of its element"));
    }
    let value = value.map_or_else(|| quote! { #name }, crate::value);
    Ok(quote_spanned! { attribute.span() => .#name(#value) })
}
