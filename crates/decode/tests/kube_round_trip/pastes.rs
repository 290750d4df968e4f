//! What pasting does to text.

/// Everything a paste can do to text that keeps the information, by name.
pub(crate) type Mutation = (&'static str, fn(&str) -> String);

pub(crate) const MUTATIONS: [Mutation; 15] = [
    ("as it is", str::to_owned),
    ("fenced", |text| format!("看看这个:\n```\n{text}```\n谢谢\n")),
    ("after a prompt", |text| format!("user@host:~$ kubectl describe pod x -n y\n{text}user@host:~$ \n")),
    ("quoted", |text| prefixed("> ", text)),
    ("commented", |text| prefixed("# ", text)),
    ("numbered", |text| numbered(text)),
    ("with CRLF", |text| text.replace('\n', "\r\n")),
    ("with NBSP", |text| text.replace("  ", "\u{a0} ")),
    ("with a mark", |text| format!("\u{feff}{text}")),
    ("coloured", coloured),
    ("indented", |text| prefixed("    ", text)),
    ("unexpanded", |text| unexpanded(text, 8)),
    ("unexpanded by an editor", |text| unexpanded(text, 4)),
    ("with Chinese around it", |text| format!("服务挂了, 状态: 不明\n\n{text}\n\n原因: 还不知道\n内存: 512Mi\n")),
    ("without blanks at line ends", |text| text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()),
];

/// These lose the difference between kubectl's lines and a program's.
pub(crate) const MUTATIONS_OF_TAME: [Mutation; 3] = [
    ("flat", |text| text.lines().map(|line| line.trim_start().to_owned() + "\n").collect()),
    ("flat and squeezed", |text| {
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
    }),
    ("wrapped", |text| text.lines().map(|line| wrapped(line, 100)).collect()),
];

/// As `grep -n` does it.
fn numbered(text: &str) -> String {
    let line = |(at, line): (usize, &str)| [&(at + 7).to_string(), ":", line, "\n"].concat();
    text.lines().enumerate().map(line).collect()
}

fn prefixed(prefix: &str, text: &str) -> String {
    text.lines().flat_map(|line| [prefix, line, "\n"]).collect()
}

fn coloured(text: &str) -> String {
    let colour = |line: &str| match line.split_once(':') {
        Some((key, value)) => format!("\u{1b}[33m{key}\u{1b}[0m:\u{1b}[1;32m{value}\u{1b}[0m\n"),
        None => format!("{line}\n"),
    };
    text.lines().map(colour).collect()
}

fn unexpanded(text: &str, tab: usize) -> String {
    let tabs = |line: &str| {
        let bare = line.trim_start_matches(' ');
        let indent = line.len() - bare.len();
        format!("{}{}{bare}\n", "\t".repeat(indent / tab), " ".repeat(indent % tab))
    };
    text.lines().map(tabs).collect()
}

fn wrapped(line: &str, width: usize) -> String {
    let characters: Vec<char> = line.chars().collect();
    if characters.is_empty() {
        return "\n".to_owned();
    }
    characters.chunks(width).map(|chunk| chunk.iter().collect::<String>() + "\n").collect()
}
