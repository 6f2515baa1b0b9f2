//! What an enrollment type means for the organization and the person: as facts of one type, and as a table of all five.

use enrollment::enrollment_type::{Kind, Method};
use leptos::prelude::*;

use super::words;
use crate::features::profiles::type_words;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::{Fact, Facts};

/// The facts of one method.
pub fn facts(method: Method) -> AnyView {
    let method = Some(method);
    view! {
        <Facts>
            <Fact term=t::wizard::sees()>{words::sees(method)}</Fact>
            <Fact term=t::wizard::can_do()>{words::can_do(method)}</Fact>
            <Fact term=t::wizard::erased()>{words::erased(method)}</Fact>
            <Fact term=t::wizard::floor()>{words::floor(method)}</Fact>
        </Facts>
    }
    .into_any()
}

/// All five beside each other, folded away until somebody wants to compare.
#[component]
pub fn CompareTypes() -> impl IntoView {
    let row = |kind: Kind| {
        let method = kind.method();
        view! {
            <tr>
                <th scope="row">{type_words::kind(kind)}</th>
                <td>{words::sees(method)}</td>
                <td>{words::can_do(method)}</td>
                <td>{words::erased(method)}</td>
                <td>{words::floor(method)}</td>
            </tr>
        }
    };
    view! {
        <details class="compare">
            <summary>{t::wizard::compare()}</summary>
            <div class="compare-scroll" role="region" aria-label=t::wizard::compare() tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t::wizard::enrollment_type()}</th>
                            <th scope="col">{t::wizard::sees()}</th>
                            <th scope="col">{t::wizard::can_do()}</th>
                            <th scope="col">{t::wizard::erased()}</th>
                            <th scope="col">{t::wizard::floor()}</th>
                        </tr>
                    </thead>
                    <tbody>{Kind::ALL.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}
