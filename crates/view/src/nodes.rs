//! Nodes one by one, and several together.

use proc_macro2::TokenStream;
use quote::quote;
use rstml::node::{Node, NodeBlock};
use syn::Result;
use syn::spanned::Spanned;

use crate::{component, content, element, mistake};

/// One piece of markup that holds all of `nodes`.
pub fn together(nodes: &[Node]) -> Result<TokenStream> {
    if let [only] = nodes {
        let only = piece(only)?;
        return Ok(quote! { crate::markup::IntoMarkup::into_markup(#only) });
    }
    let pieces = nodes.iter().map(piece).collect::<Result<Vec<_>>>()?;
    Ok(quote! { crate::markup::Markup::many() #(.child(#pieces))* })
}

/// What one node shows, as an expression that can become markup.
pub fn piece(node: &Node) -> Result<TokenStream> {
    match node {
        Node::Element(element) if component::is_component(element) => component::call(element),
        Node::Element(element) => element::build(element),
        Node::Text(text) => {
            let text = &text.value;
            Ok(quote! { #text })
        }
        Node::Block(NodeBlock::ValidBlock(block)) => Ok(content(block)),
        Node::Block(invalid) => Ok(quote! { #invalid }),
        Node::Fragment(fragment) => together(&fragment.children),
        other => Err(mistake(other.span(), "only elements, components, quoted text, blocks and fragments are understood here")),
    }
}
