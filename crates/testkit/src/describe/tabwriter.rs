//! Go's `text/tabwriter` as kubectl sets it up: `Init(out, 0, 8, 2, ' ', 0)`.

/// Aligns tab-terminated cells in columns of consecutive lines, two blanks apart. The last cell of a line takes no
/// part in that.
pub(super) fn align(text: &str) -> String {
    let lines: Vec<Vec<&str>> = text.split('\n').map(|line| line.split('\t').collect()).collect();
    let mut out = String::new();
    format(&lines, &mut Vec::new(), &mut out);
    out.pop();
    out
}

/// Writes `lines`, whose first columns have `widths`: blocks of lines that have one more column are aligned in it.
fn format(lines: &[Vec<&str>], widths: &mut Vec<usize>, out: &mut String) {
    let column = widths.len();
    let mut rest = lines;
    while let Some(start) = rest.iter().position(|line| column + 1 < line.len()) {
        write(&rest[..start], widths, out);
        let block = rest[start..].iter().take_while(|line| column + 1 < line.len()).count();
        let (lines, after) = rest[start..].split_at(block);
        let width = lines.iter().map(|line| line[column].chars().count() + 2).max().unwrap_or(0);
        widths.push(width);
        format(lines, widths, out);
        widths.pop();
        rest = after;
    }
    write(rest, widths, out);
}

fn write(lines: &[Vec<&str>], widths: &[usize], out: &mut String) {
    for line in lines {
        for (at, cell) in line.iter().enumerate() {
            out.push_str(cell);
            let padding = widths.get(at).map_or(0, |width| width - cell.chars().count());
            out.extend(std::iter::repeat_n(' ', padding));
        }
        out.push('\n');
    }
}
