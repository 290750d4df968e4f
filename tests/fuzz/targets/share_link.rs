//! A link is opened or refused; nothing in it can make that panic, run long or take much memory. Whole links are rare in
//! random bytes, so the characters are also tried with a frozen link around them.
#![no_main]

use libfuzzer_sys::fuzz_target;

const WHOLE: &str = include_str!("../../fixtures/share/v1/chat.link");

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = share::open(&text);
    let _ = share::open(&format!("#1.{text}"));
    let at = data.len() % WHOLE.len();
    if let (Some(before), Some(after)) = (WHOLE.get(..at), WHOLE.get(at..)) {
        let _ = share::open(&format!("{before}{text}{after}"));
    }
    let _ = share::open_payload(data);
});
