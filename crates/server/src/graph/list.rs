//! A list as Graph answers it: filtered, searched, counted, sorted, cut into pages, with the properties that were asked for.

use http::header::HeaderName;
use serde_json::{Map, Value, json};

use crate::error::{ApiError, ApiResult};
use crate::graph::Call;
use crate::graph::filter::Filter;
use crate::graph::query::{Query, next_link};
use crate::graph::reply::Reply;
use crate::graph::scalar::{Filterable, find_name};
use crate::graph::search::Search;

/// What a collection is called and which options it takes.
#[derive(Debug, Clone, Copy)]
pub struct Collection {
    /// After `$metadata#`.
    pub name: &'static str,
    /// Every property of its items, in the wire's own spelling.
    pub properties: &'static [&'static str],
    /// Properties of its properties, which only filters reach ([`Filter::parse`]).
    pub paths: &'static [&'static str],
    /// What a search looks at that names no property; empty: a search must name one, and only the directory has it.
    pub searched: &'static [&'static str],
    /// What can be expanded.
    pub expandable: &'static [&'static str],
    /// The size of a page, and the largest that may be asked for.
    pub page: usize,
    /// Largest page.
    pub largest_page: usize,
    /// Whether it follows the rules of Graph's directory (GRAPH.md 8.1): search, no `$skip`, advanced queries.
    pub is_directory: bool,
}

const CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");
const SEARCH_NEEDS_HEADER: &str =
    "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'";
const ADVANCED_NEEDS_HEADER: &str = "Queries with 'ne', 'not', 'endsWith', or '$filter' together with '$orderby' need the header 'ConsistencyLevel: eventual' and '$count=true'.";
const COUNT_NEEDS_HEADER: &str = "$count is not currently supported.";

/// Which items of a collection are asked for.
pub struct Selection {
    filter: Option<Filter>,
    search: Option<Search>,
}

impl Selection {
    fn of(query: &Query, collection: &Collection) -> ApiResult<Self> {
        let Collection { properties, paths, searched, .. } = *collection;
        let has_search = collection.is_directory || !searched.is_empty();
        let filter =
            query.filter.as_deref().map(|text| Filter::parse(text, properties, paths).ok_or_else(|| ApiError::query_option("$filter")));
        let search = query.search.as_deref().map(|text| {
            let search = if has_search { Search::parse(text, properties, searched) } else { None };
            search.ok_or_else(|| ApiError::query_option("$search"))
        });
        Ok(Self { filter: filter.transpose()?, search: search.transpose()? })
    }

    /// The selection of a `/$count` segment.
    pub fn of_count(call: &Call<'_>, collection: &Collection) -> ApiResult<Self> {
        if collection.is_directory && !is_eventual(call) {
            return Err(ApiError::query_option("$count").in_graphs_words("Request_BadRequest", COUNT_NEEDS_HEADER));
        }
        let query = Query::parse(call.query)?;
        query.allow(&["$filter", "$search"])?;
        Self::of(&query, collection)
    }

    /// What these options of a query select; others are refused.
    pub fn by(query: &Query, allowed: &[&str], collection: &Collection) -> ApiResult<Self> {
        query.allow(allowed)?;
        Self::of(query, collection)
    }

    /// The condition, where there is one.
    pub const fn filter(&self) -> Option<&Filter> {
        self.filter.as_ref()
    }

    /// Whether an item is let through.
    pub fn lets_through(&self, item: &impl Filterable) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.holds(item)) && self.search.as_ref().is_none_or(|search| search.finds(item))
    }
}

/// A query that was checked against its collection.
pub struct Plan {
    query: Query,
    selection: Selection,
    order: Vec<(&'static str, bool)>,
    select: Option<Vec<&'static str>>,
    expand: Vec<&'static str>,
    counts: bool,
}

impl Plan {
    /// Checks the options of a request.
    pub fn of(call: &Call<'_>, collection: &Collection) -> ApiResult<Self> {
        let query = Query::parse(call.query)?;
        if query.csv {
            return Err(ApiError::query_option("format"));
        }
        let names = collection.properties;
        let selection = Selection::of(&query, collection)?;
        let order = order(query.order_by.as_deref(), names).ok_or_else(|| ApiError::query_option("$orderby"))?;
        let wanted = query.select.as_deref().filter(|wanted| !wanted.iter().any(|name| name == "*"));
        let select = wanted.map(|wanted| select(wanted, names, collection.expandable).ok_or_else(|| ApiError::query_option("$select")));
        let expand =
            query.expand.iter().map(|name| find_name(collection.expandable, name).ok_or_else(|| ApiError::query_option("$expand")));
        let expand = expand.collect::<ApiResult<Vec<_>>>()?;
        let plan = Self { selection, order, select: select.transpose()?, expand, counts: query.count, query };
        if collection.is_directory { plan.for_directory(call, collection) } else { plan.check_page(collection) }
    }

    fn for_directory(mut self, call: &Call<'_>, collection: &Collection) -> ApiResult<Self> {
        let is_eventual = is_eventual(call);
        if self.selection.search.is_some() && !is_eventual {
            return Err(ApiError::query_option("$search").in_graphs_words("Request_UnsupportedQuery", SEARCH_NEEDS_HEADER));
        }
        let is_advanced = self.selection.filter().is_some_and(|filter| filter.is_advanced() || !self.order.is_empty());
        if is_advanced && !(is_eventual && self.counts) {
            return Err(ApiError::query_option("$filter").in_graphs_words("Request_UnsupportedQuery", ADVANCED_NEEDS_HEADER));
        }
        if self.query.skip.is_some() {
            return Err(ApiError::query_option("$skip"));
        }
        self.counts &= is_eventual;
        self.check_page(collection)
    }

    fn check_page(self, collection: &Collection) -> ApiResult<Self> {
        let is_fine = self.query.top.is_none_or(|top| top <= collection.largest_page && (top > 0 || !collection.is_directory));
        if is_fine { Ok(self) } else { Err(ApiError::query_option("$top")) }
    }

    /// Whether a navigation property is to be put in.
    pub fn expands(&self, name: &str) -> bool {
        self.expand.contains(&name)
    }

    /// The order that was asked for, the first property first; `true` is descending.
    pub fn order(&self) -> &[(&'static str, bool)] {
        &self.order
    }

    /// The size of a page of this list.
    pub fn page_size(&self, collection: &Collection) -> usize {
        self.query.top.unwrap_or(collection.page)
    }

    /// Where this page begins, as the last one wrote it.
    pub const fn token(&self) -> Option<u64> {
        self.query.skip_token
    }

    /// How many are left out at the beginning.
    pub fn skipped(&self) -> usize {
        self.query.skip.unwrap_or_default()
    }

    /// Whether the number of all is asked for.
    pub const fn counts(&self) -> bool {
        self.counts
    }

    /// Which items are asked for.
    pub const fn selection(&self) -> &Selection {
        &self.selection
    }

    /// An item with only the properties that were asked for. Annotations stay.
    pub fn select(&self, mut item: Value) -> Value {
        if let (Some(select), Some(object)) = (&self.select, item.as_object_mut()) {
            object.retain(|name, _| name.starts_with('@') || select.contains(&name.as_str()) || self.expands(name));
        }
        item
    }

    /// The name of the collection after `$metadata#`, with the selected properties as Graph writes them.
    pub fn metadata_name(&self, name: &str) -> String {
        match &self.select {
            Some(select) => format!("{name}({})", select.join(",")),
            None => name.to_owned(),
        }
    }

    /// The pages of a list that is in memory.
    pub fn page<T: Filterable>(
        &self,
        call: &Call<'_>,
        collection: &Collection,
        items: impl Iterator<Item = T>,
        json: impl Fn(&T) -> Value,
    ) -> Value {
        let mut items: Vec<T> = items.filter(|item| self.selection.lets_through(item)).collect();
        if !self.order.is_empty() {
            items.sort_by(|one, other| {
                let mut orders = self.order.iter().map(|(name, descending)| {
                    let order = one.property(name).sort_order(&other.property(name));
                    if *descending { order.reverse() } else { order }
                });
                orders.find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
            });
        }
        let total = items.len();
        let begin = self.query.skip_token.map_or(self.skipped(), |token| usize::try_from(token).unwrap_or(usize::MAX)).min(total);
        let end = begin.saturating_add(self.page_size(collection)).min(total);
        let value: Vec<Value> = items[begin..end].iter().map(|item| self.select(json(item))).collect();
        let next = (end < total && end > begin).then_some(end as u64);
        self.document(call, collection, value, (self.counts && self.query.skip_token.is_none()).then_some(total), next)
    }

    /// The document around the items of a page.
    pub fn document(&self, call: &Call<'_>, collection: &Collection, value: Vec<Value>, total: Option<usize>, next: Option<u64>) -> Value {
        let mut document = Map::new();
        document.insert("@odata.context".to_owned(), json!(call.metadata(&self.metadata_name(collection.name))));
        if let Some(total) = total {
            document.insert("@odata.count".to_owned(), json!(total));
        }
        if let Some(next) = next {
            document.insert("@odata.nextLink".to_owned(), json!(next_link(&call.address(), call.query, next)));
        }
        document.insert("value".to_owned(), Value::Array(value));
        Value::Object(document)
    }
}

/// The answer of a `/$count` segment.
pub fn count<T: Filterable>(call: &Call<'_>, collection: &Collection, items: impl Iterator<Item = T>) -> ApiResult<Reply> {
    let selection = Selection::of_count(call, collection)?;
    Ok(Reply::count(items.filter(|item| selection.lets_through(item)).count()))
}

/// The plan of a single entity, which only `$select` and `$expand` apply to.
pub fn entity_plan(call: &Call<'_>, collection: &Collection) -> ApiResult<Plan> {
    Query::parse(call.query)?.allow(&["$select", "$expand"])?;
    Plan::of(call, collection)
}

fn is_eventual(call: &Call<'_>) -> bool {
    call.headers.get(CONSISTENCY_LEVEL).is_some_and(|level| level.as_bytes().eq_ignore_ascii_case(b"eventual"))
}

fn order(text: Option<&str>, names: &[&'static str]) -> Option<Vec<(&'static str, bool)>> {
    let read = |part: &str| {
        let mut words = part.split_whitespace();
        let name = find_name(names, words.next()?)?;
        let descending = match words.next().map(str::to_ascii_lowercase).as_deref() {
            None | Some("asc") => false,
            Some("desc") => true,
            Some(_) => return None,
        };
        words.next().is_none().then_some((name, descending))
    };
    text.map_or(Some(Vec::new()), |text| text.split(',').map(read).collect())
}

/// The selected properties; `None`: a name that is not there.
fn select(wanted: &[String], names: &[&'static str], expandable: &[&'static str]) -> Option<Vec<&'static str>> {
    wanted.iter().map(|name| find_name(names, name).or_else(|| find_name(expandable, name))).collect()
}
