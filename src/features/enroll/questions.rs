//! The questions and the next step, in the organization's name and in words that need no knowledge of enrollment.

use enrollment::enrollment_type::{EnrollmentType, Method, Ownership, Pair};
use enrollment::user_choice::{Answer, Question};
use leptos::html;
use leptos::prelude::*;

use super::journey::{Journey, Screen};
use crate::dom::focus;
use crate::dom::id::Id;
use crate::i18n::t;
use crate::markup::view;
use crate::ui::Icon;

/// The device in the person's hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceModel {
    /// A phone.
    IPhone,
    /// A tablet.
    IPad,
}

impl DeviceModel {
    /// Its name, which is the same in every language.
    pub const fn name(self) -> &'static str {
        match self {
            Self::IPhone => "iPhone",
            Self::IPad => "iPad",
        }
    }
}

/// Asks what the profile wants to know, one question a screen, then says how to go on. Going back is always possible.
#[component]
pub fn EnrollQuestions(
    /// The name of the organization, as the device user knows it.
    organization: String,
    /// The enrollment type of the profile that applies.
    enrollment_type: EnrollmentType,
    /// The device.
    model: DeviceModel,
    /// The level of its heading on the page around it, 1 to 3.
    #[prop(default = 1)]
    heading_level: u8,
) -> impl IntoView {
    let organization = StoredValue::new(organization);
    let journey = RwSignal::new(Journey::new(enrollment_type));
    let title = NodeRef::<html::Div>::new();
    let go = Callback::new(move |next: Journey| {
        journey.set(next);
        request_animation_frame(move || {
            if let Some(title) = title.try_get_untracked().flatten() {
                focus::focus_in_place(&title);
            }
        });
    });
    let screen = Memo::new(move |_| journey.with(Journey::screen));
    let place = Place { organization, model, journey, go, heading_level, title };
    view! {
        <div class="enroll">
            {move || match screen.get() {
                Screen::Ask(question) => ask(place, question),
                Screen::GoOn(pair) => go_on(place, pair),
            }}
        </div>
    }
    .into_any()
}

/// Where the person is, and what the screens share.
#[derive(Clone, Copy)]
struct Place {
    organization: StoredValue<String>,
    model: DeviceModel,
    journey: RwSignal<Journey>,
    go: Callback<Journey>,
    heading_level: u8,
    title: NodeRef<html::Div>,
}

impl Place {
    fn heading(self, text: String) -> AnyView {
        let heading = match self.heading_level {
            1 => view! { <h1>{text}</h1> }.into_any(),
            2 => view! { <h2>{text}</h2> }.into_any(),
            _ => view! { <h3>{text}</h3> }.into_any(),
        };
        view! { <div class="enroll-title" tabindex="-1" node_ref=self.title>{heading}</div> }.into_any()
    }

    fn back_button(self) -> Option<AnyView> {
        let go_back = move |_| self.go.run(self.journey.get_untracked().back());
        self.journey.with_untracked(Journey::can_go_back).then(|| {
            view! {
                <button type="button" class="enroll-back" on:click=go_back>
                    <span class="enroll-back-icon">{Icon::ChevronNext.view()}</span>
                    <span>{t::enroll::back()}</span>
                </button>
            }
            .into_any()
        })
    }
}

fn ask(place: Place, question: Question) -> AnyView {
    let Place { organization, model, journey, go, .. } = place;
    let group = Id::unique("answer");
    let chosen = RwSignal::new(None::<Answer>);
    let missing = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match chosen.get_untracked() {
            Some(answer) => go.run(journey.get_untracked().answered(answer)),
            None => missing.set(true),
        }
    };
    let tiles = journey.with_untracked(|journey| journey.offered(question));
    let tiles = tiles.into_iter().map(|answer| tile(place, group, answer, chosen, missing)).collect_view();
    let (title, reason) = match question {
        Question::WhoOwns => (t::enroll::who_owns(model.name()), organization.with_value(|name| t::enroll::who_owns_reason(name))),
        Question::HowMuch => (t::enroll::how_much().to_owned(), organization.with_value(|name| t::enroll::how_much_reason(name))),
    };
    view! {
        <form class="enroll-screen" novalidate on:submit=submit>
            {place.back_button()}
            {place.heading(title.clone())}
            <p class="enroll-text" id=group.piece("reason")>{reason}</p>
            <fieldset class="tiles" aria-describedby=group.piece("reason")>
                <legend class="unseen">{title}</legend>
                {tiles}
            </fieldset>
            <p class="enroll-error" role="alert">{move || missing.get().then(t::enroll::choose_first)}</p>
            <p class="enroll-foot">{t::enroll::leave_any_time(model.name())}</p>
            <button type="submit" class="btn main enroll-next">{t::enroll::go_on()}</button>
        </form>
    }
    .into_any()
}

fn tile(place: Place, group: Id, answer: Answer, chosen: RwSignal<Option<Answer>>, missing: RwSignal<bool>) -> AnyView {
    let Place { organization, model, journey, .. } = place;
    let id = Id::unique("answer");
    let asks_on = journey.with_untracked(|journey| journey.asks_on(answer));
    let icon = match answer {
        Answer::IOwn => Icon::Person,
        Answer::CompanyOwns | Answer::WorkDataOnly => Icon::Briefcase,
        Answer::EntireDevice => Icon::Phone,
    };
    let label = match answer {
        Answer::IOwn => t::enroll::i_own().to_owned(),
        Answer::CompanyOwns => organization.with_value(|name| t::enroll::company_owns(name)),
        Answer::WorkDataOnly => t::enroll::work_data_only().to_owned(),
        Answer::EntireDevice => t::enroll::entire_device().to_owned(),
    };
    let follows = organization.with_value(|name| match answer {
        Answer::IOwn if asks_on => t::enroll::i_own_then_asked().to_owned(),
        Answer::IOwn => t::enroll::i_own_follows(name),
        Answer::CompanyOwns => t::enroll::company_owns_follows(name),
        Answer::WorkDataOnly => t::enroll::work_data_only_follows(name, model.name()),
        Answer::EntireDevice => t::enroll::entire_device_follows(name, model.name()),
    });
    let is_chosen = move || chosen.get() == Some(answer);
    view! {
        <label class="tile" class:on=is_chosen for=id.to_string()>
            <input
                type="radio"
                class="unseen"
                id=id.to_string()
                name=group.to_string()
                aria-describedby=id.piece("follows")
                prop:checked=is_chosen
                on:change=move |_| {
                    chosen.set(Some(answer));
                    missing.set(false);
                }
            />
            {icon.view()}
            <span>
                <span class="tile-name">{label}</span>
                <small id=id.piece("follows")>{follows}</small>
            </span>
            <span class="tile-mark" aria-hidden="true">{Icon::Check.view()}</span>
        </label>
    }
    .into_any()
}

/// The last screen: the steps that enroll the device, what the organization then sees, and what goes when it leaves.
fn go_on(place: Place, (ownership, method): Pair) -> AnyView {
    let Place { organization, model, .. } = place;
    let device = model.name();
    let title = match method {
        Method::AccountDrivenUser => t::enroll::settings_title(),
        Method::WebDevice => t::enroll::safari_title(),
        Method::Device | Method::User => t::enroll::portal_title(),
    };
    let name = organization.get_value();
    let steps = match method {
        Method::AccountDrivenUser => {
            [t::enroll::settings_open().to_owned(), t::enroll::settings_choose().to_owned(), t::enroll::settings_sign_in(&name)]
        }
        Method::WebDevice => [t::enroll::safari_open(&name), t::enroll::safari_allow().to_owned(), t::enroll::install_profile().to_owned()],
        Method::Device | Method::User => {
            [t::enroll::portal_open().to_owned(), t::enroll::portal_sign_in(&name), t::enroll::install_profile().to_owned()]
        }
    };
    let steps = steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
    let sees = match (method.is_user_enrollment(), ownership) {
        (true, _) => t::enroll::sees_work_only(&name, device),
        (false, Ownership::Personal) => t::enroll::sees_device(&name, device),
        (false, Ownership::Company) => t::enroll::sees_company_device(&name, device),
    };
    let erased = if method.is_user_enrollment() { t::enroll::erased_work_data(device) } else { t::enroll::erased_managed(&name, device) };
    view! {
        <div class="enroll-screen">
            {place.back_button()}
            {place.heading(title.to_owned())}
            <ol class="enroll-steps">{steps}</ol>
            <ul class="enroll-facts">
                <li>{Icon::Eye.view()}<span>{sees}</span></li>
                <li>{Icon::Lock.view()}<span>{erased}</span></li>
            </ul>
        </div>
    }
    .into_any()
}
