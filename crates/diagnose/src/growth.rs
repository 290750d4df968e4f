//! What a series of heap snapshots shows: which functions keep what they allocate (`domain.md` §G3).
//!
//! Time is counted in bytes allocated and in collections, never in minutes: a snapshot says nothing new until a
//! collection has run. A function leaks if most of what it allocated between the first and the last snapshot is still
//! there, by more than sampling can explain, and if that has not stopped.

pub(crate) mod blame;
mod cell;
mod site;

use decode::pprof::Profile;
use decode::units::{Bytes, UnixNanos};

use crate::case::Series;
use crate::trend::trend;
use cell::Grain;
pub(crate) use site::{Shape, SiteGrowth};

/// Least growth of one function that counts: 1 MiB, or 2 % of the live heap at the start (Eclipse MAT's default for
/// its delta reports).
pub(crate) const LEAST_GROWTH: Bytes = Bytes::MIB;
/// The same as a share of the live heap at the start.
pub(crate) const LEAST_GROWTH_SHARE: f64 = 0.02;
/// Least share of what a function allocated that must still be live: steady churn is near 0, accumulation near 1.
pub(crate) const LEAST_RETENTION: f64 = 0.5;
/// The same where objects become larger and not more: what is enlarged by a factor f leaves behind all its earlier
/// sizes, and keeps 1 - 1/f of all that it allocated. `append` doubles small slices and adds a quarter to large ones.
const LEAST_RETENTION_ENLARGED: f64 = 0.25;
/// Least growth in standard deviations of its sampling error.
pub(crate) const LEAST_Z: f64 = 3.0;

/// From this many standard deviations on, growth cannot be called steadiness.
const DOUBTED_Z: f64 = 1.5;

/// From this many points on a rise that never stops is more than a warm-up that was caught.
pub(crate) const LONG: usize = 6;
/// Structures of goroutines that hardly go unseen: at a sample every 512 KiB on the average, three of them.
const MANY_STRUCTURES: i64 = 3 << 19;
/// From here on they may have come with what leaks: a sample or two.
const SOME_STRUCTURES: i64 = 1 << 18;
/// How many times more, and how many times less, there may be than what a single sample says: one was seen, so the mean of
/// its Poisson draw lies between 0.025 and 5.6 with a probability of 95 %; the small end is cut to a twentieth.
const ROUGH: (i64, i64) = (5, 20);
/// A rise that comes about by chance less often than this is one.
pub(crate) const RISE: f64 = 0.01;
/// A heap that rises by chance less often than this is not said to be steady.
const LIKELY_RISE: f64 = 0.05;
/// A lower edge that rises by less than this, or by a smaller factor, may be the program settling in.
const EDGE: Bytes = Bytes::mib(2);
const STEP: f64 = 1.5;
/// A jump is one to so many times what there was, by so much at least.
const JUMPED: f64 = 4.0;
const LEAST_JUMP: Bytes = Bytes::mib(8);
/// From this change of the bytes allocated in a second on, a live heap that rose may follow the load.
pub(crate) const BUSIER: f64 = 1.3;

/// From this share of what is allocated in goroutines that libraries start, a program serves requests.
const SERVES: f64 = 0.02;

/// One snapshot that shows a collection the one before did not.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    /// Index of the input.
    pub input: usize,
    /// When it was taken.
    pub at: Option<UnixNanos>,
    /// Live heap.
    pub inuse: Bytes,
    /// Allocated since the start of the process.
    pub alloc: Bytes,
}

/// What a series shows.
#[derive(Debug)]
pub(crate) struct Growth {
    /// Snapshots with a collection in between; at least one.
    pub points: Vec<Point>,
    /// Snapshots in all.
    pub snapshots: usize,
    /// Whether they are proven to be of one process.
    pub proven: bool,
    /// Functions whose live bytes grew by more than chance, most first.
    pub sites: Vec<SiteGrowth>,
    /// Functions by bytes allocated between the first and the last point, most first, at most five.
    pub churners: Vec<SiteGrowth>,
    /// Functions by live bytes in the last snapshot, most first, at most five.
    pub holders: Vec<SiteGrowth>,
    /// Bytes gained by the structures of goroutines: they follow the highest number of goroutines there ever was.
    pub goroutine_structures: i64,
    /// Bytes of such structures at the first point.
    pub structures_before: i64,
    /// Bytes allocated between the first and the last point in objects of half a MiB and more.
    pub large: i64,
    /// Bytes allocated between the first and the last point in goroutines that neither the runtime's main function nor the
    /// program itself started: for the most part requests.
    pub by_others: i64,
    /// Functions that seem to keep what they allocate, by no more than chance could do, most first.
    pub undecided: Vec<SiteGrowth>,
}

impl Growth {
    /// Functions that keep what they allocate and had not stopped at the end.
    pub(crate) fn leaks(&self) -> impl Iterator<Item = &SiteGrowth> {
        self.sites.iter().filter(|site| !matches!(site.shape, Shape::Plateau | Shape::Erratic))
    }

    /// Whether all that grows was set up by the main goroutine while little else was allocated: a program that loads
    /// its data before it serves looks like a leak until it is done.
    pub(crate) fn loading(&self) -> bool {
        self.in_background() && self.leaks().all(SiteGrowth::set_up_by_main) && self.keeps_most()
    }

    /// Whether all that grows is allocated outside of requests, by the main goroutine or by ones that the program itself
    /// started.
    pub(crate) fn in_background(&self) -> bool {
        let mut leaks = self.leaks().peekable();
        leaks.peek().is_some() && leaks.all(|site| site.set_up_by_main() || site.in_own_goroutines())
    }

    /// Whether the program does little else than keep what it allocates in the background: one that reads its data in
    /// before it serves does, and so does one whose queue fills up.
    pub(crate) fn fills_in_background(&self) -> bool {
        let others = Bytes(u64::try_from(self.by_others).unwrap_or(0)).share_of(self.allocated());
        self.in_background() && self.keeps_most() && others.is_some_and(|share| share < SERVES)
    }

    /// Whether most of what was allocated between the first and the last point is still live.
    fn keeps_most(&self) -> bool {
        let kept = (self.last().inuse - self.first().inuse).share_of(self.allocated());
        kept.is_some_and(|kept| kept >= LEAST_RETENTION)
    }

    /// Whether few points end so much higher than they began that they can't be called steady.
    pub(crate) fn ends_higher(&self) -> bool {
        self.ends_higher_by(1.2)
    }

    /// Whether they are highest at the end, and that by so many times what they began with.
    pub(crate) fn ends_higher_by(&self, times: f64) -> bool {
        let highest = self.points.iter().all(|point| point.inuse <= self.last().inuse);
        highest && self.unsettled().as_f64() >= times * self.first().inuse.as_f64()
    }

    /// Whether the live heap is so much higher at the last point than at any before it that it has no level: a burst was
    /// caught, or a quick leak that had just begun.
    pub(crate) fn jumps_at_end(&self) -> bool {
        let Some((last, calm)) = self.points.split_last() else { return false };
        let before = calm.iter().map(|point| point.inuse).max().unwrap_or_default();
        calm.len() >= 4 && last.inuse.as_f64() >= JUMPED * before.as_f64() && last.inuse - before >= LEAST_JUMP
    }

    /// Whether the live heap has a level: it is not many times as high at one point as at another.
    pub(crate) fn has_level(&self) -> bool {
        let live = || self.points.iter().map(|point| point.inuse);
        is_level(live().min().unwrap_or_default(), live().max().unwrap_or_default())
    }

    /// Live heap at the end, less what functions gained that have stopped growing since: a cache that is full, data that
    /// is all there.
    fn unsettled(&self) -> Bytes {
        let stopped = self.sites.iter().filter(|site| site.shape == Shape::Plateau);
        let settled: i64 = stopped.map(|site| site.growth).sum();
        self.last().inuse - Bytes(u64::try_from(settled).unwrap_or(0))
    }

    /// How many times the highest live heap was allocated between the first and the last point: a leak that does not
    /// show in many is slow, in less than one it may be any.
    pub(crate) fn turnover(&self) -> f64 {
        let high = self.points.iter().map(|point| point.inuse).max().unwrap_or_default();
        self.allocated().as_f64() / high.as_f64().max(1.0)
    }

    /// Whether goroutines may hold what leaks: as many as there are objects of it would not show in the heap profile.
    pub(crate) fn goroutines_may_hold(&self) -> bool {
        let held = |site: &SiteGrowth| {
            let structures = site.main_objects * blame::GOROUTINE_BYTES;
            structures < MANY_STRUCTURES || 2 * self.goroutine_structures >= structures
        };
        self.leaks().next().is_some_and(held)
    }

    /// Bytes allocated in a second, late as a share of early: the load that rose or fell. `None` with fewer than four
    /// points or without times.
    pub(crate) fn load_change(&self) -> Option<f64> {
        load_change(&self.points)
    }

    /// Whether the rate of allocation rose, and the live heap no more than it, since the first third of the points.
    fn follows_load(&self) -> bool {
        let early = self.points[self.points.len() / 3].inuse.as_f64();
        let rose = self.last().inuse.as_f64() / early.max(1.0);
        let told = self.points.len() >= LONG;
        told && self.load_change().is_some_and(|change| change >= BUSIER && rose <= change)
    }

    /// Whether the live heap as a whole rises from point to point, by more than chance and with no rise of the load to
    /// explain it.
    pub(crate) fn rises(&self) -> bool {
        let readings: Vec<_> = self.points.iter().map(|point| (point.alloc.as_f64(), point.inuse.as_f64())).collect();
        let curve: Vec<i64> = self.points.iter().map(|point| point.inuse.0 as i64).collect();
        let lasts = !matches!(site::shape(&curve, &self.points, 0.0, site::LATE), Shape::Plateau);
        // Few points have no trend to test: it is enough that each is higher than the one before.
        let rising = match curve.len() {
            0..=4 => curve.is_sorted(),
            _ => trend(&readings).is_some_and(|trend| trend.chance <= LIKELY_RISE) || stepped_up(&curve),
        };
        let much = self.unsettled().as_f64() >= 1.25 * self.first().inuse.as_f64();
        lasts && rising && much && !self.follows_load()
    }

    /// Whether the structures of goroutines show thousands of new ones.
    pub(crate) fn more_goroutines(&self) -> bool {
        self.goroutine_structures >= MANY_STRUCTURES
    }

    /// Whether a sample or two of goroutines that were not there before come late, about as many as there are objects of
    /// what leaks: each may hold one. A service that runs thousands anyway shows some of them from the start.
    pub(crate) fn goroutines_come_with_it(&self) -> bool {
        let structures = self.goroutine_structures;
        let with = |site: &SiteGrowth| {
            let one_each = site.main_objects * blame::GOROUTINE_BYTES;
            one_each <= ROUGH.0 * structures && structures <= ROUGH.1 * one_each
        };
        structures >= SOME_STRUCTURES && structures >= self.structures_before && self.leaks().next().is_some_and(with)
    }

    /// Whether the lowest live heap goes up and up: in the later half above the earlier one, and again within the later
    /// half. A buffer that doubles rises so, in rare steps.
    pub(crate) fn lower_edge_rises(&self) -> bool {
        let lowest = |points: &[Point]| points.iter().map(|point| point.inuse).min().unwrap_or_default();
        let (early, late) = self.points.split_at(self.points.len() / 2);
        let (middle, end) = late.split_at(late.len() / 2);
        let edges = [lowest(early), lowest(middle), lowest(end)];
        let settled = self.unsettled().as_f64() < STEP * self.first().inuse.as_f64();
        !middle.is_empty()
            && !settled
            && edges.windows(2).all(|pair| pair[1].as_f64() >= STEP * pair[0].as_f64() && pair[1] - pair[0] >= EDGE)
    }

    /// The first point.
    pub(crate) fn first(&self) -> &Point {
        &self.points[0]
    }

    /// The last point.
    pub(crate) fn last(&self) -> &Point {
        &self.points[self.points.len() - 1]
    }

    /// Seconds between the first and the last point.
    pub(crate) fn seconds(&self) -> Option<f64> {
        let seconds = self.last().at?.seconds_since(self.first().at?);
        (seconds > 0.0).then_some(seconds)
    }

    /// Bytes allocated between the first and the last point.
    pub(crate) fn allocated(&self) -> Bytes {
        self.last().alloc - self.first().alloc
    }
}

/// Whether a live heap between these two has a level: what is many times as high once may be a burst, or a leak that has
/// just begun.
pub(crate) fn is_level(low: Bytes, high: Bytes) -> bool {
    high.as_f64() < JUMPED * low.as_f64() || high - low < LEAST_JUMP
}

/// Whether every reading of the later half is above every one of the earlier half.
fn stepped_up(curve: &[i64]) -> bool {
    let (early, late) = curve.split_at(curve.len() / 2);
    early.iter().max() < late.iter().min()
}

fn load_change(points: &[Point]) -> Option<f64> {
    let rate = |from: &Point, to: &Point| {
        let seconds = to.at?.seconds_since(from.at?);
        (seconds > 0.0).then(|| (to.alloc - from.alloc).as_f64() / seconds)
    };
    let third = points.len() / 3;
    let last = points.len() - 1;
    if third == 0 || last < 3 {
        return None;
    }
    let early = rate(&points[0], &points[third])?;
    (early > 0.0).then_some(rate(&points[last - third], &points[last])? / early)
}

/// Measures a series; `None` if it has no snapshots.
pub(crate) fn measure(series: &Series<'_>) -> Option<Growth> {
    let mut points: Vec<Point> = Vec::new();
    let mut kept = Vec::new();
    for snapshot in &series.snapshots {
        if points.last().is_some_and(|last| last.alloc == snapshot.alloc && last.inuse == snapshot.inuse) {
            continue;
        }
        points.push(Point {
            input: snapshot.input,
            at: snapshot.taken_at,
            inuse: snapshot.inuse,
            alloc: snapshot.alloc,
        });
        kept.push(snapshot.profile);
    }
    if before_any_collection(&points) {
        points.remove(0);
        kept.remove(0);
    }
    let base = points.first()?.inuse;
    let all = site::table(&kept, &points, Grain::Function);
    let (sites, undecided) = kept_by(&all, &kept, &points, base);
    let structures = all.iter().find(|site| site.function == blame::NEW_GOROUTINE);
    Some(Growth {
        undecided,
        snapshots: series.snapshots.len(),
        proven: series.proven,
        sites,
        churners: top(&all, |site| site.allocated),
        // They are never freed: those of a burst long past stay, but don't grow.
        goroutine_structures: structures.filter(|site| 5 * site.late >= site.growth).map_or(0, |site| site.growth),
        structures_before: structures.map_or(0, |site| site.inuse.0 as i64 - site.growth),
        large: all.iter().map(|site| site.large).sum(),
        by_others: all.iter().map(|site| site.by_others).sum(),
        holders: top(&all, |site| site.inuse.0 as i64),
        points,
    })
}

/// Functions whose live bytes grew by more than chance, and those of which that cannot be told, each most first, where
/// so much was live at the start.
fn kept_by(
    all: &[SiteGrowth],
    profiles: &[&Profile],
    points: &[Point],
    base: Bytes,
) -> (Vec<SiteGrowth>, Vec<SiteGrowth>) {
    let least = LEAST_GROWTH.max(base.scale(LEAST_GROWTH_SHARE));
    let busier = load_change(points).is_none_or(|change| change >= BUSIER);
    let least_kept = |site: &SiteGrowth| {
        let enlarged = site.enlarged > 0 && points.len() > 3 && site.shape != Shape::Erratic;
        if enlarged { LEAST_RETENTION_ENLARGED } else { LEAST_RETENTION }
    };
    let keeps = |site: &SiteGrowth| site.retention().is_some_and(|share| share >= least_kept(site));
    // What throws away more than it keeps still leaks if what it keeps rises all the time under a steady load.
    let rises = |site: &SiteGrowth| {
        let goes_on = matches!(site.shape, Shape::Sustained | Shape::Slowing);
        !busier && points.len() >= LONG && site.rises && goes_on
    };
    // Structures of goroutines are counted apart.
    let code = |site: &SiteGrowth| site.function != blame::NEW_GOROUTINE && site.growth >= least.0 as i64;
    let grew = |site: &&SiteGrowth| code(site) && site.z() >= LEAST_Z && (keeps(site) || rises(site));
    let mut sites: Vec<SiteGrowth> = all.iter().filter(grew).cloned().collect();
    if points.len() > 3 {
        for grain in [Grain::Line, Grain::Size] {
            let parts = site::table(profiles, points, grain);
            // Sizes are many: one that goes up and up is needed to be sure that it is not one of the many that swing.
            let goes_on =
                |part: &&SiteGrowth| grain == Grain::Line || points.len() >= LONG && part.rises && keeps(part);
            for part in parts.iter().filter(grew).filter(|part| part.shape == Shape::Sustained).filter(goes_on) {
                if !sites.iter().any(|site| site.function == part.function) {
                    sites.push(part.clone());
                }
            }
        }
    }
    let undecided = |site: &&SiteGrowth| {
        let goes_on = !matches!(site.shape, Shape::Plateau | Shape::Erratic) && (points.len() < LONG || site.rises);
        let known = sites.iter().any(|known| known.function == site.function);
        code(site) && site.z() >= DOUBTED_Z && keeps(site) && goes_on && !known
    };
    let mut undecided: Vec<SiteGrowth> = all.iter().filter(undecided).cloned().collect();
    undecided.sort_by(|a, b| b.growth.cmp(&a.growth).then_with(|| a.function.cmp(&b.function)));
    sites.sort_by(|a, b| b.growth.cmp(&a.growth).then_with(|| a.function.cmp(&b.function)));
    (sites, undecided)
}

/// Whether the first point was taken before any collection: all that was ever allocated is in it, with garbage that the
/// next one lacks.
fn before_any_collection(points: &[Point]) -> bool {
    matches!(points, [first, next, _, _, ..] if first.inuse == first.alloc && next.inuse < first.inuse)
}

fn top(all: &[SiteGrowth], key: impl Fn(&SiteGrowth) -> i64) -> Vec<SiteGrowth> {
    let mut ranked: Vec<&SiteGrowth> = all.iter().filter(|site| key(site) > 0).collect();
    ranked.sort_by(|a, b| key(b).cmp(&key(a)).then_with(|| a.function.cmp(&b.function)));
    ranked.into_iter().take(5).cloned().collect()
}
