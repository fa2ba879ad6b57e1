//! A table that fits the terminal.

use std::io::{self, IsTerminal as _, Write};

use anstyle::Style;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::plain::plain;

const HEAD: Style = Style::new().bold();
const GAP: usize = 2;
/// Width of what is piped.
const PIPED: usize = 120;
/// Rows that decide how wide the columns are; the table then streams.
const SAMPLE: usize = 200;

/// A column of a table.
pub(super) struct Column {
    pub(super) head: &'static str,
    /// What it is not made narrower than while there is another way to fit.
    pub(super) least: usize,
    /// What it is not made wider than.
    pub(super) most: usize,
    /// How soon it is left out where the terminal is narrow; 0: never.
    pub(super) spare: u8,
}

/// Writes rows as they come, in columns as wide as the first rows need and the terminal allows.
pub(super) struct Table<W> {
    out: W,
    columns: &'static [Column],
    width: usize,
    waiting: Vec<Vec<String>>,
    /// Set once the sample is complete; 0 for a column left out.
    widths: Option<Vec<usize>>,
}

impl<W: Write> Table<W> {
    pub(super) fn new(out: W, columns: &'static [Column], width: usize) -> Self {
        Self { out, columns, width, waiting: Vec::new(), widths: None }
    }

    /// Takes a row, a cell a column.
    pub(super) fn row(&mut self, cells: Vec<String>) -> io::Result<()> {
        if let Some(widths) = &self.widths {
            return write_row(&mut self.out, widths, &cells, Style::new());
        }
        self.waiting.push(cells);
        if self.waiting.len() == SAMPLE { self.settle() } else { Ok(()) }
    }

    /// Writes what still waits. A table without rows writes nothing.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.settle()?;
        self.out.flush()
    }

    fn settle(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let widths = fit(self.columns, &self.waiting, self.width);
        let heads: Vec<String> = self.columns.iter().map(|column| column.head.to_owned()).collect();
        write_row(&mut self.out, &widths, &heads, HEAD)?;
        for cells in self.waiting.drain(..) {
            write_row(&mut self.out, &widths, &cells, Style::new())?;
        }
        self.widths = Some(widths);
        Ok(())
    }
}

/// Columns of the terminal, or a fixed number where there is none.
pub(super) fn width() -> usize {
    if !io::stdout().is_terminal() {
        return PIPED;
    }
    terminal_size::terminal_size_of(io::stdout()).map_or(PIPED, |(width, _)| usize::from(width.0).max(20))
}

/// The widths of the columns: what they need, as far as it fits. First the widest give way, then the spare ones go, and
/// in the end all are cut.
fn fit(columns: &[Column], rows: &[Vec<String>], width: usize) -> Vec<usize> {
    let needs = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|cell| plain(cell).width()).max();
    let wanted = |(at, it): (usize, &Column)| needs(at).unwrap_or(0).clamp(it.head.width(), it.most);
    let mut widths: Vec<usize> = columns.iter().enumerate().map(wanted).collect();
    let mut spare: Vec<(u8, usize)> = columns.iter().enumerate().map(|(at, it)| (it.spare, at)).collect();
    spare.retain(|(spare, _)| *spare > 0);
    spare.sort_unstable();
    let mut spare = spare.into_iter();
    while total(widths.iter().copied()) > width {
        let least = widths.iter().zip(columns).map(|(&width, it)| width.min(it.least));
        if total(least) <= width {
            let loose = widths.iter_mut().zip(columns).filter(|(width, it)| **width > it.least);
            loose.map(|(width, _)| width).max().into_iter().for_each(|widest| *widest -= 1);
        } else if let Some(gone) = spare.next().and_then(|(_, at)| widths.get_mut(at)) {
            *gone = 0;
        } else {
            match widths.iter_mut().max() {
                Some(widest) if *widest > 1 => *widest -= 1,
                _ => break,
            }
        }
    }
    widths
}

/// The width of a line; a column of no width is left out.
fn total(widths: impl Iterator<Item = usize>) -> usize {
    widths.filter(|&width| width > 0).map(|width| width + GAP).sum::<usize>().saturating_sub(GAP)
}

fn write_row(out: &mut impl Write, widths: &[usize], cells: &[String], style: Style) -> io::Result<()> {
    let mut line = String::new();
    for (cell, &width) in cells.iter().zip(widths).filter(|(_, width)| **width > 0) {
        let cell = plain(cell);
        let cell = cut(&cell, width);
        let pad = (width + GAP).saturating_sub(cell.width());
        line.push_str(&cell);
        line.extend(std::iter::repeat_n(' ', pad));
    }
    writeln!(out, "{style}{}{style:#}", line.trim_end())
}

/// The first columns of some words, with a mark where something is cut off.
fn cut(words: &str, width: usize) -> String {
    if words.width() <= width {
        return words.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in words.chars() {
        used += c.width().unwrap_or(0);
        if used >= width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr as _;

    use super::{Column, Table, cut};

    #[test]
    fn a_wide_sign_is_not_cut_in_half() {
        assert_eq!(cut("日本日本", 4), "日…");
        assert_eq!(cut("日本", 4), "日本");
        assert_eq!(cut("abcdef", 4), "abc…");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_terminal(
            rows in prop::collection::vec(prop::collection::vec("[a-z日é ]{0,40}", 4), 1..9),
            width in 20..140_usize,
        ) {
            const COLUMNS: &[Column] = &[
                Column { head: "ONE", least: 10, most: 10, spare: 0 },
                Column { head: "TWO", least: 6, most: 30, spare: 2 },
                Column { head: "THREE", least: 20, most: 30, spare: 0 },
                Column { head: "FOUR", least: 4, most: 20, spare: 1 },
            ];
            let mut out = Vec::new();
            let mut table = Table::new(&mut out, COLUMNS, width);
            for row in rows {
                table.row(row).expect("written");
            }
            table.finish().expect("written");
            let text = String::from_utf8(anstream::adapter::strip_bytes(&out).into_vec()).expect("UTF-8");
            for line in text.lines() {
                prop_assert!(line.width() <= width, "{} > {width}: {line}", line.width());
            }
        }
    }
}
