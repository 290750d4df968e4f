//! Files inside `.zip` and `.tar`, each with its path.

use std::io::{Cursor, Read};

use crate::Limits;
use crate::error::{ArchiveFault, DecodeError, LimitKind, LookAlike};

/// The archive formats that are opened. `.tar.gz` is a tar in gzip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Zip,
    Tar,
}

/// Which archive it is, by its magic number.
pub(crate) fn format(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(Format::Zip);
    }
    (bytes.get(257..262) == Some(b"ustar")).then_some(Format::Tar)
}

/// What all archives of one dropped file may still cost together.
pub(crate) struct Budget {
    files: usize,
    bytes: usize,
    limits: Limits,
}

/// A file of an archive: its path, where it ends in the archive (0 if unknown), and its content.
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) at_byte: usize,
    pub(crate) content: Result<Vec<u8>, DecodeError>,
}

impl Budget {
    pub(crate) const fn new(limits: Limits) -> Self {
        Self { files: limits.archive_entries, bytes: limits.inflated_bytes, limits }
    }

    /// Calls `file` for every file of an archive, in its order. Folders, links and what macOS adds are passed over.
    ///
    /// Fails with [`DecodeError::Archive`] where the archive is broken or has no files, with [`DecodeError::TooLarge`]
    /// past a limit, and with [`DecodeError::LookAlike`] for an office document; files before that were passed on.
    pub(crate) fn for_each(
        &mut self,
        format: Format,
        bytes: &[u8],
        mut file: impl FnMut(&mut Self, Entry),
    ) -> Result<(), DecodeError> {
        let mut any = false;
        let mut found = |budget: &mut Self, entry| {
            any = true;
            file(budget, entry);
        };
        match format {
            Format::Zip => self.zip(bytes, &mut found),
            Format::Tar => self.tar(bytes, &mut found),
        }?;
        if any { Ok(()) } else { Err(broken(ArchiveFault::NoFiles)) }
    }

    fn zip(&mut self, bytes: &[u8], found: &mut dyn FnMut(&mut Self, Entry)) -> Result<(), DecodeError> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(ArchiveFault::Corrupt))?;
        // Office Open XML, and OpenDocument.
        if ["[Content_Types].xml", "mimetype"].iter().any(|name| archive.index_for_name(name).is_some()) {
            return Err(DecodeError::LookAlike { what: LookAlike::Media });
        }
        for index in 0..archive.len() {
            let at_byte = bytes.len() / archive.len().max(1) * (index + 1);
            let mut file = match archive.by_index(index) {
                Ok(file) => file,
                Err(error) => {
                    self.take_file()?;
                    let content = Err(broken(fault(&error)));
                    found(self, Entry { path: format!("#{}", index + 1), at_byte, content });
                    continue;
                }
            };
            let path = file.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
            if file.is_dir() || file.is_symlink() || is_clutter(&path) {
                continue;
            }
            self.take_file()?;
            let content = self.read(&mut file);
            found(self, Entry { path, at_byte, content });
        }
        Ok(())
    }

    fn tar(&mut self, bytes: &[u8], found: &mut dyn FnMut(&mut Self, Entry)) -> Result<(), DecodeError> {
        let mut archive = tar::Archive::new(bytes);
        let entries = archive.entries().map_err(|_| broken(ArchiveFault::Corrupt))?;
        for entry in entries {
            let mut entry = entry.map_err(|_| broken(ArchiveFault::Corrupt))?;
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            if !entry.header().entry_type().is_file() || is_clutter(&path) {
                continue;
            }
            self.take_file()?;
            let at_byte = entry.raw_file_position() as usize;
            let content = self.read(&mut entry);
            found(self, Entry { path, at_byte, content });
        }
        Ok(())
    }

    fn take_file(&mut self) -> Result<(), DecodeError> {
        let too_many = DecodeError::TooLarge { what: LimitKind::ArchiveEntries, limit: self.limits.archive_entries };
        self.files = self.files.checked_sub(1).ok_or(too_many)?;
        Ok(())
    }

    fn read(&mut self, file: &mut dyn Read) -> Result<Vec<u8>, DecodeError> {
        let mut content = Vec::new();
        let read = file.take(self.bytes as u64 + 1).read_to_end(&mut content);
        let too_large = DecodeError::TooLarge { what: LimitKind::InflatedBytes, limit: self.limits.inflated_bytes };
        self.bytes = self.bytes.checked_sub(content.len()).ok_or(too_large)?;
        read.map_err(|_| broken(ArchiveFault::Corrupt)).map(|_| content)
    }
}

const fn broken(fault: ArchiveFault) -> DecodeError {
    DecodeError::Archive { fault }
}

const fn fault(error: &zip::result::ZipError) -> ArchiveFault {
    match error {
        zip::result::ZipError::CompressionMethodNotSupported(_) => ArchiveFault::Method,
        zip::result::ZipError::UnsupportedArchive(_) | zip::result::ZipError::InvalidPassword => {
            ArchiveFault::Encrypted
        }
        _ => ArchiveFault::Corrupt,
    }
}

/// What macOS puts beside real files.
fn is_clutter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.starts_with("__MACOSX/") || name == ".DS_Store" || name.starts_with("._")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (path, content) in files {
            let mut header = tar::Header::new_ustar();
            header.set_size(content.len() as u64);
            builder.append_data(&mut header, path, *content).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        use std::io::Write;
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (path, content) in files {
            writer.start_file(*path, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn read(bytes: &[u8], limits: Limits) -> (Vec<(String, usize)>, Result<(), DecodeError>) {
        let mut files = Vec::new();
        let result = Budget::new(limits).for_each(format(bytes).unwrap(), bytes, |_, entry| {
            files.push((entry.path, entry.content.map_or(usize::MAX, |content| content.len())));
        });
        (files, result)
    }

    const FILES: [(&str, &[u8]); 4] =
        [("a/one.txt", b"1"), ("__MACOSX/._one.txt", b"x"), (".DS_Store", b"x"), ("two.txt", b"22")];

    #[test]
    fn files_come_with_their_paths_and_clutter_is_left_out() {
        for bytes in [zip(&FILES), tar(&FILES)] {
            let (files, result) = read(&bytes, Limits::default());
            assert_eq!(files, [("a/one.txt".to_owned(), 1), ("two.txt".to_owned(), 2)]);
            assert_eq!(result, Ok(()));
        }
    }

    #[test]
    fn limits_hold_for_all_files_together() {
        for bytes in [zip(&FILES), tar(&FILES)] {
            let (files, result) = read(&bytes, Limits { archive_entries: 1, ..Limits::default() });
            assert_eq!(files.len(), 1);
            assert_eq!(result, Err(DecodeError::TooLarge { what: LimitKind::ArchiveEntries, limit: 1 }));
            let (files, _) = read(&bytes, Limits { inflated_bytes: 2, ..Limits::default() });
            assert_eq!(files, [("a/one.txt".to_owned(), 1), ("two.txt".to_owned(), usize::MAX)]);
        }
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let zeros = vec![0; 32 << 20];
        let (files, _) = read(&zip(&[("bomb", &zeros)]), Limits { inflated_bytes: 1 << 20, ..Limits::default() });
        assert_eq!(files, [("bomb".to_owned(), usize::MAX)]);
    }

    #[test]
    fn office_documents_and_empty_archives_are_named() {
        let document = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]);
        assert_eq!(read(&document, Limits::default()).1, Err(DecodeError::LookAlike { what: LookAlike::Media }));
        assert_eq!(read(&zip(&[]), Limits::default()).1, Err(broken(ArchiveFault::NoFiles)));
    }
}
