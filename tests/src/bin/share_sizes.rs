//! Characters a link of each labelled incident needs: for its facts, and for 90, 99 and 100 % of the bytes in use; and how
//! much of them each tier holds. Prints the cells of a table, with tabs between them: `cargo xtask bench share` shows it.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a table is printed, and a tool may fail")]

use share::{Tier, Wish};
use tests::shared::Case;

fn main() {
    println!("incident\tfacts\t90 %\t99 %\t100 %\tchat\tstandard\tfull");
    for incident in tests::incidents() {
        let inputs = incident.heaps_and_describe();
        let case = Case::new(&inputs);
        let sizes = share::sizes(&case.incident(), &[0.0, 0.9, 0.99, 1.0]);
        let sizes: Vec<String> = sizes.iter().map(|size| format!("{} ({})", size.characters, size.nodes)).collect();
        let tiers: Vec<String> = Tier::LINKS.iter().map(|tier| of_tier(&case, *tier)).collect();
        println!("{}\t{}\t{}", incident.name, sizes.join("\t"), tiers.join("\t"));
    }
}

/// Characters of a link of this tier, columns in it and how much of the first they hold.
fn of_tier(case: &Case, tier: Tier) -> String {
    let made = share::make(&case.incident(), &Wish { tier, ..Wish::default() });
    let opened = share::open(&made.link).expect("what was made can be opened");
    let share = |kept: &share::Kept| kept.kept as f64 / kept.whole.max(1) as f64 * 100.0;
    let first = opened.kept.first().map_or(0.0, share);
    format!("{} ({first:.1} %, {} columns)", made.characters, opened.kept.len())
}
