//! What a drop, a paste or a file picker holds: files, folders, text.

use decode::Limits;
use decode::error::{DecodeError, LimitKind};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use crate::worker::client::Given;

/// One thing of a drop. Must be taken in the event's handler: afterwards the browser forgets the drop.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    /// A file.
    File(File),
    /// A folder, still to be listed.
    Folder(FileSystemDirectoryEntry),
}

/// The files and folders of a drop or paste.
pub(crate) fn items(transfer: &DataTransfer) -> Vec<Item> {
    let list = transfer.items();
    let items = (0..list.length()).filter_map(|index| list.get(index));
    let items = items.filter(|item| item.kind() == "file");
    items
        .filter_map(|item| {
            // A file is taken as it is: pages opened from disk can't open files through entries.
            let entry = item.webkit_get_as_entry().ok().flatten();
            match entry.filter(FileSystemEntry::is_directory) {
                Some(folder) => Some(Item::Folder(folder.unchecked_into())),
                None => item.get_as_file().ok().flatten().map(Item::File),
            }
        })
        .collect()
}

/// The files of a file picker.
pub(crate) fn picked(list: Option<FileList>) -> Vec<Item> {
    let files = list.into_iter().flat_map(|list| (0..list.length()).filter_map(move |index| list.get(index)));
    files.map(Item::File).collect()
}

/// What was given before the app listened.
pub(crate) fn queued(queue: Vec<JsValue>) -> Vec<Item> {
    // Chromium has no name for the class of folders, so they are what is no file.
    let items = queue.into_iter().map(|value| match value.dyn_into::<File>() {
        Ok(file) => Item::File(file),
        Err(value) => Item::Folder(value.unchecked_into()),
    });
    items.collect()
}

/// A file that holds pasted text.
pub(crate) fn text_file(name: &str, text: &str) -> Item {
    let file = gloo_file::File::new(name, text);
    Item::File(AsRef::<File>::as_ref(&file).clone())
}

/// A file that the program itself holds.
pub(crate) fn memory_file(name: &str, content: &[u8]) -> Item {
    let file = gloo_file::File::new(name, content);
    Item::File(AsRef::<File>::as_ref(&file).clone())
}

/// All files of `items`, those of folders named by their path.
pub(crate) async fn list(items: Vec<Item>) -> Vec<Given> {
    let mut given = Vec::new();
    for item in items {
        match item {
            Item::File(file) => given.push(Given { name: name_of(&file), content: Ok(file) }),
            Item::Folder(folder) => given.extend(list_folder(folder).await),
        }
    }
    given
}

/// The path of a file picked with its folder, or its base name.
fn name_of(file: &File) -> String {
    let path = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

/// The files of a folder and its folders, in order of path; hidden ones (`.git`) are left out. A folder without files,
/// or with more than an archive may have, is one thing that can't be read.
async fn list_folder(folder: FileSystemDirectoryEntry) -> Vec<Given> {
    let root = folder.name();
    let limit = Limits::default().archive_entries;
    let (mut found, mut folders) = (Vec::new(), vec![folder]);
    while let Some(folder) = folders.pop() {
        // Chromium lists no folder for a page that was opened from disk.
        let Ok(entries) = entries(&folder).await else {
            found.push(Given { name: path(&folder), content: Err(DecodeError::Folder {}) });
            continue;
        };
        for entry in entries.into_iter().filter(|entry| !entry.name().starts_with('.')) {
            if entry.is_directory() {
                folders.push(entry.unchecked_into());
            } else {
                found.push(Given { name: path(&entry), content: open(entry.unchecked_ref()).await });
            }
        }
        if found.len() > limit {
            let error = DecodeError::TooLarge { what: LimitKind::ArchiveEntries, limit };
            return vec![Given { name: root, content: Err(error) }];
        }
    }
    if found.is_empty() {
        return vec![Given { name: root, content: Err(DecodeError::Folder {}) }];
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn path(entry: &FileSystemEntry) -> String {
    entry.full_path().trim_start_matches('/').to_owned()
}

/// The entries of one folder. Browsers give them in portions; an empty one is the last.
async fn entries(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, DecodeError> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let portion = called(|resolve, reject| {
            // What can fail here is reported to `reject`.
            let _ = reader.read_entries_with_callback_and_callback(resolve, reject);
        })
        .await?;
        let portion: Array = portion.unchecked_into();
        if portion.length() == 0 {
            return Ok(all);
        }
        all.extend(portion.iter().map(FileSystemEntry::unchecked_from_js));
    }
}

async fn open(entry: &FileSystemFileEntry) -> Result<File, DecodeError> {
    called(|resolve, reject| entry.file_with_callback_and_callback(resolve, reject)).await.map(File::unchecked_from_js)
}

/// Waits for an API that takes two callbacks.
async fn called(call: impl Fn(&Function, &Function)) -> Result<JsValue, DecodeError> {
    let promise = Promise::new(&mut |resolve, reject| call(&resolve, &reject));
    JsFuture::from(promise).await.map_err(|error| DecodeError::Unreadable { reason: reason(&error) })
}

/// The browser's own word on an error.
fn reason(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.unwrap_or_else(|| format!("{error:?}"))
}
