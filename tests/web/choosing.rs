//! Radio cards, the combobox and its chips.

use leptos::prelude::*;
use pomona_portal::dom::id::Id;
use pomona_portal::ui::{ChipItem, Chips, Choice, Choices, Combobox, Icon, RadioCard, RadioCards, Tone};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, press, type_into};

fn choice(key: &str, label: &str, refused: bool) -> Choice {
    let detail = if refused { "Only people can be assigned." } else { "164 people" };
    Choice { key: key.to_owned(), label: label.to_owned(), detail: detail.to_owned(), icon: Icon::People, refused }
}

struct Picker {
    stage: Stage,
    choices: RwSignal<Choices>,
    picked: RwSignal<Vec<String>>,
    text: RwSignal<String>,
}

fn picker() -> Picker {
    let choices = RwSignal::new(Choices::Idle);
    let picked = RwSignal::new(Vec::new());
    let text = RwSignal::new(String::new());
    let stage = Stage::show(move || {
        view! {
            <Combobox
                label="Add a group"
                text=text
                choices=choices
                action="Enter to add"
                on_pick=move |key| picked.update(|picked| picked.push(key))
            />
        }
    });
    Picker { stage, choices, picked, text }
}

#[wasm_bindgen_test]
pub async fn the_active_option_is_the_one_that_the_input_names() {
    let Picker { stage, choices, picked, text } = picker();
    let input = stage.role("combobox", "Add a group").await;
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("false"));
    type_into(&input, "field");
    choices.set(Choices::Ready(vec![
        choice("d", "Field iPads", true),
        choice("a", "Field engineering", false),
        choice("b", "Field managers", false),
    ]));
    stage.text("Field engineering").await;
    assert_eq!(input.get_attribute("aria-expanded").as_deref(), Some("true"));
    let active = || {
        let id = input.get_attribute("aria-activedescendant")?;
        stage.all(&format!("#{id}")).first().and_then(|option| option.text_content())
    };
    stage.until(|| active().is_some_and(|text| text.contains("Field engineering")), "the first that can be picked").await;
    press(&input, "ArrowDown");
    stage.until(|| active().is_some_and(|text| text.contains("Field managers")), "the next").await;
    press(&input, "Enter");
    assert_eq!(picked.get_untracked(), ["b"]);
    assert_eq!(text.get_untracked(), "", "ready for the next");
    assert!(stage.is_focused(&input));
}

#[wasm_bindgen_test]
pub async fn what_comes_later_for_the_same_text_leaves_the_active_option_active() {
    let Picker { stage, choices, picked, .. } = picker();
    let input = stage.role("combobox", "Add a group").await;
    type_into(&input, "field");
    choices.set(Choices::Loading(vec![choice("a", "Field engineering", false), choice("b", "Field managers", false)]));
    stage.text("Field managers").await;
    press(&input, "ArrowDown");
    choices.set(Choices::Ready(vec![
        choice("n", "Field nurses", false),
        choice("a", "Field engineering", false),
        choice("b", "Field managers", false),
    ]));
    stage.text("Field nurses").await;
    press(&input, "Enter");
    assert_eq!(picked.get_untracked(), ["b"]);
}

#[wasm_bindgen_test]
pub async fn a_refused_option_is_read_with_its_reason_and_not_picked() {
    let Picker { stage, choices, picked, .. } = picker();
    let input = stage.role("combobox", "Add a group").await;
    type_into(&input, "ipads");
    choices.set(Choices::Ready(vec![choice("d", "Field iPads", true)]));
    stage.text("Field iPads").await;
    let option = stage.all("[role=option]").remove(0);
    assert_eq!(option.get_attribute("aria-disabled").as_deref(), Some("true"));
    press(&input, "ArrowDown");
    press(&input, "Enter");
    assert!(picked.get_untracked().is_empty());
    let said = stage.all("[role=status] p");
    stage.until(|| !stage.all("[role=status] p").is_empty() || !said.is_empty(), "the reason").await;
    assert_eq!(stage.all("div[role=status] p")[0].text_content().as_deref(), Some("Only people can be assigned."));
}

#[wasm_bindgen_test]
pub async fn the_number_of_results_is_said() {
    let Picker { stage, choices, .. } = picker();
    let input = stage.role("combobox", "Add a group").await;
    type_into(&input, "f");
    choices.set(Choices::Ready(vec![choice("a", "A", false), choice("b", "B", false)]));
    stage.text("2 results").await;
    choices.set(Choices::Ready(Vec::new()));
    stage.text("Nothing found").await;
}

#[wasm_bindgen_test]
pub async fn escape_closes_the_list_first_and_then_empties_the_input() {
    let Picker { stage, choices, text, .. } = picker();
    let input = stage.role("combobox", "Add a group").await;
    type_into(&input, "f");
    choices.set(Choices::Ready(vec![choice("a", "A", false)]));
    stage.until(|| input.get_attribute("aria-expanded").as_deref() == Some("true"), "the list").await;
    press(&input, "Escape");
    stage.until(|| input.get_attribute("aria-expanded").as_deref() == Some("false"), "the list to close").await;
    assert_eq!(text.get_untracked(), "f");
    press(&input, "Escape");
    assert_eq!(text.get_untracked(), "");
}

#[wasm_bindgen_test]
pub async fn removing_a_chip_leaves_the_focus_beside_it() {
    let item = |key: &str| ChipItem { key: key.to_owned(), label: key.to_owned(), detail: None, icon: Icon::People };
    let items = RwSignal::new(vec![item("Sales"), item("Support"), item("Finance")]);
    let after = Id::unique("picker");
    let stage = Stage::show(move || {
        view! {
            <Chips
                name="Groups"
                items=items
                after_last=after
                on_remove=move |key: String| items.update(|items| items.retain(|item| item.key != key))
            />
            <input id=after.to_string() type="text" aria-label="Add a group"/>
        }
    });
    stage.role("button", "Remove Support").await.click();
    stage.until(|| stage.find("button", "Remove Support").is_none(), "the chip to go").await;
    let finance = stage.role("button", "Remove Finance").await;
    stage.until(|| stage.is_focused(&finance), "focus on the next chip").await;
    finance.click();
    let sales = stage.role("button", "Remove Sales").await;
    stage.until(|| stage.is_focused(&sales), "focus on the last chip").await;
    sales.click();
    let input = stage.role("textbox", "Add a group").await;
    stage.until(|| stage.is_focused(&input), "focus on the picker").await;
}

#[wasm_bindgen_test]
pub async fn a_radio_card_opens_what_it_asks_further() {
    let chosen = RwSignal::new(0);
    let group = Id::unique("audience");
    let stage = Stage::show(move || {
        view! {
            <RadioCards legend="Whom should it reach?" group=group>
                <RadioCard
                    group=group
                    label="All users"
                    description="Everybody in the organization."
                    tag=Some((Tone::Brand, "Recommended"))
                    chosen=Signal::derive(move || chosen.get() == 1)
                    on_choose=move |()| chosen.set(1)
                />
                <RadioCard
                    group=group
                    label="Selected groups"
                    chosen=Signal::derive(move || chosen.get() == 2)
                    on_choose=move |()| chosen.set(2)
                >
                    <p>"Which groups?"</p>
                </RadioCard>
            </RadioCards>
        }
    });
    let all = stage.role("radio", "All users").await;
    assert_eq!(stage.description(&all), "Recommended Everybody in the organization.");
    assert!(!stage.has_text("Which groups?"));
    stage.role("radio", "Selected groups").await.click();
    stage.text("Which groups?").await;
    assert_eq!(chosen.get_untracked(), 2);
    all.click();
    stage.until(|| !stage.has_text("Which groups?"), "the other card to close").await;
}
