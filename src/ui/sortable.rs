//! Dragging a row of a list to another place. While it is dragged nothing moves but by `transform`: the row follows the
//! pointer, and the others make room. Where rows stand is measured when the drag begins, and again when the page scrolls.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent, ShadowRoot};

use super::menu::pixels;
use crate::dom::focus;
use crate::dom::pointer::{Way, follow, swallow_click};

/// How far a pointer moves before it drags: less is a click.
const THRESHOLD: i32 = 6;
/// How near to an edge the list begins to scroll, and how far it scrolls with each frame at most.
const EDGE: f64 = 56.0;
const FASTEST: f64 = 18.0;

/// Where rows stand, from the top of their list, in CSS pixels.
#[derive(Clone, Debug, Default, PartialEq)]
struct Places {
    tops: Vec<f64>,
    heights: Vec<f64>,
}

impl Places {
    /// The place that a row takes when it is `by` pixels away from its own, `from`.
    fn target(&self, from: usize, by: f64) -> usize {
        let top = self.tops[from] + by;
        let bottom = top + self.heights[from];
        let middle = |at: usize| self.tops[at] + self.heights[at] / 2.0;
        let mut to = from;
        while to + 1 < self.tops.len() && bottom > middle(to + 1) {
            to += 1;
        }
        while to > 0 && to <= from && top < middle(to - 1) {
            to -= 1;
        }
        to
    }
}

/// A row on its way.
struct Drag {
    list: HtmlElement,
    rows: Vec<HtmlElement>,
    from: usize,
    to: usize,
    places: Places,
    /// Where the pointer pressed, from the top of the list.
    start: f64,
    /// Where the pointer pressed and where it is, from the top of the window.
    pressed: i32,
    at: i32,
    lifted: bool,
    scroller: Option<Element>,
    scrolls: bool,
}

/// Lets the pointer that pressed on `handle` drag the row at `from` among `rows`, the children of `list` that are shown.
/// `done` is told the new place when there is one.
pub fn drag(
    press: &PointerEvent,
    handle: &HtmlElement,
    list: HtmlElement,
    rows: Vec<HtmlElement>,
    from: usize,
    done: impl FnOnce(usize) + 'static,
) {
    if press.button() != 0 || !press.is_primary() || from >= rows.len() {
        return;
    }
    let at = press.client_y();
    let start = f64::from(at) - list.get_bounding_client_rect().top();
    let scroller = scroller_of(&list);
    let drag =
        Drag { list, rows, from, to: from, places: Places::default(), start, pressed: at, at, lifted: false, scroller, scrolls: false };
    let drag = Rc::new(RefCell::new(drag));
    let (mut done, held) = (Some(done), handle.clone());
    follow(press, handle, move |way| {
        if let Way::At(now) = way {
            let mut moving = drag.borrow_mut();
            let same = moving.lifted && now == moving.at;
            moving.at = now;
            if !moving.lifted && (now - moving.pressed).abs() >= THRESHOLD {
                moving.lift();
            } else if same {
                // The page scrolled under the pointer, and rows that came into view may be of another height.
                moving.measure();
            }
            if moving.lifted {
                moving.follow_pointer();
                let begins = !moving.scrolls && moving.pull() != 0.0;
                moving.scrolls |= begins;
                drop(moving);
                if begins {
                    scroll_on(Rc::clone(&drag));
                }
            }
            return;
        }
        let mut ended = drag.borrow_mut();
        if !ended.lifted {
            return;
        }
        ended.settle();
        swallow_click();
        let (from, to) = (ended.from, ended.to);
        drop(ended);
        focus::focus_in_place(&held);
        if let (Way::Released, true, Some(done)) = (way, from != to, done.take()) {
            done(to);
        }
    });
}

impl Drag {
    fn lift(&mut self) {
        self.lifted = true;
        self.measure();
        let _ = self.list.class_list().add_1("sorting");
        let _ = self.rows[self.from].class_list().add_1("held");
        let height = self.places.heights[self.from];
        let _ = self.list.style().set_property("--gap", &pixels(height));
    }

    fn measure(&mut self) {
        self.places.tops = self.rows.iter().map(|row| f64::from(row.offset_top())).collect();
        self.places.heights = self.rows.iter().map(|row| f64::from(row.offset_height())).collect();
    }

    fn follow_pointer(&mut self) {
        let by = f64::from(self.at) - self.list.get_bounding_client_rect().top() - self.start;
        let _ = self.rows[self.from].style().set_property("--drag", &pixels(by));
        let to = self.places.target(self.from, by);
        // Only the rows between the old and the new place have to change sides.
        for at in self.to.min(to)..=self.to.max(to) {
            let (up, down) = (at > self.from && at <= to, at < self.from && at >= to);
            let classes = self.rows[at].class_list();
            let _ = classes.toggle_with_force("up", up);
            let _ = classes.toggle_with_force("down", down);
        }
        self.to = to;
    }

    /// How far the next frame scrolls: the nearer to the edge that the row is carried to, the farther; mostly not at all.
    fn pull(&self) -> f64 {
        let (top, bottom) = match &self.scroller {
            Some(scroller) => {
                let rect = scroller.get_bounding_client_rect();
                (rect.top().max(0.0), rect.bottom())
            }
            None => (0.0, f64::MAX),
        };
        let bottom = bottom.min(window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0));
        let at = f64::from(self.at);
        let share = |near: f64| (near / EDGE).clamp(0.0, 1.0) * FASTEST;
        // A row that is taken up beside an edge and carried away from it does not want to go beyond.
        if self.at > self.pressed { share(at - (bottom - EDGE)) } else { -share(top + EDGE - at) }
    }

    /// Everything stands where it stood; whoever moves the row does so now.
    fn settle(&mut self) {
        self.scrolls = false;
        let _ = self.list.class_list().remove_1("sorting");
        let _ = self.list.style().remove_property("--gap");
        for at in self.from.min(self.to)..=self.from.max(self.to) {
            let _ = self.rows[at].class_list().remove_3("held", "up", "down");
        }
        let _ = self.rows[self.from].style().remove_property("--drag");
    }
}

/// Scrolls frame by frame while the pointer stays near an edge. Each step is heard as a scroll of the page.
fn scroll_on(drag: Rc<RefCell<Drag>>) {
    request_animation_frame(move || {
        let mut moving = drag.borrow_mut();
        let pull = if moving.scrolls { moving.pull() } else { 0.0 };
        moving.scrolls = pull != 0.0;
        let scroller = moving.scroller.clone().or_else(|| document().scrolling_element());
        drop(moving);
        if let (true, Some(scroller)) = (pull != 0.0, scroller) {
            #[expect(clippy::cast_possible_truncation, reason = "at most 18 pixels")]
            scroller.set_scroll_top(scroller.scroll_top() + pull as i32);
            scroll_on(drag);
        }
    });
}

/// The element around `list` that scrolls it, when it is not the page.
fn scroller_of(list: &HtmlElement) -> Option<Element> {
    let mut element: Element = list.clone().into();
    loop {
        element = match element.parent_element() {
            Some(parent) => parent,
            None => element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host(),
        };
        let style = window().get_computed_style(&element).ok()??;
        let overflow = style.get_property_value("overflow-y").unwrap_or_default();
        if matches!(overflow.as_str(), "auto" | "scroll") && element.scroll_height() > element.client_height() {
            return Some(element);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    /// Rows of 60, 100, 40 and 80 pixels.
    fn places() -> Places {
        Places { tops: vec![0.0, 60.0, 160.0, 200.0], heights: vec![60.0, 100.0, 40.0, 80.0] }
    }

    #[test]
    fn a_row_passes_another_when_its_edge_passes_the_middle() {
        let places = places();
        assert_eq!(places.target(0, 50.0), 0, "the middle of the second is at 110");
        assert_eq!(places.target(0, 51.0), 1);
        assert_eq!(places.target(0, 121.0), 2);
        assert_eq!(places.target(3, -19.0), 3);
        assert_eq!(places.target(3, -21.0), 2);
        assert_eq!(places.target(3, -100.0), 1);
    }

    #[test]
    fn beyond_the_ends_is_the_end() {
        assert_eq!(places().target(1, 1000.0), 3);
        assert_eq!(places().target(2, -1000.0), 0);
        assert_eq!(places().target(2, 0.0), 2);
    }
}
