//! Tables: the rows of a list, with their head on each page.

use super::pen::Pen;
use super::{Column, Table, Values};
use crate::DocumentError;
use crate::layout::Place;
use crate::press::Role;

impl Pen<'_> {
    pub(super) fn table(&mut self, table: &Table) -> Result<(), DocumentError> {
        let sheet = self.sheet;
        let total: f32 = table.columns.iter().map(|column| column.width).sum();
        let (left, width) = (self.left()?, self.width()?);
        let mut columns = Vec::new();
        let mut x = left;
        for column in &table.columns {
            let w = width * column.width / total.max(f32::EPSILON);
            columns.push((column, x, w));
            x += w;
        }
        let empty = Values::new();
        let same = |row: &&Values| {
            let by = table.by.as_ref();
            by.is_none_or(|name| sheet.row.and_then(|page| page.get(name)) == row.get(name))
        };
        let known = sheet.fields.lists.get(&table.list).into_iter().flatten();
        let known = known.filter(same);
        let rows: Vec<&Values> = known
            .chain(std::iter::repeat_n(&empty, usize::from(table.spare)))
            .collect();
        let pad = self.length("cell_pad")?;
        let mut head = true;
        let part = self.press.begin_part(Role::Table);
        for (number, row) in rows.into_iter().enumerate() {
            let mut cells = Vec::new();
            let mut tall = table.height;
            for (column, x, w) in &columns {
                let words = if std::ptr::eq(row, &raw const empty) {
                    String::new()
                } else {
                    sheet.of(row).fill(&column.cell)?
                };
                tall = tall.max(self.height("cell", &words, w - 2.0 * pad)? + 2.0 * pad);
                cells.push((words, *x, *w));
            }
            let before = self.press.pages();
            let head_h = self.layout.text("cell_head")?.at.h;
            self.room(if head { head_h + tall } else { tall })?;
            if head || self.press.pages() != before {
                // It is read once, on the first page.
                let aside = !head && self.press.begin_aside();
                self.table_head(&columns, head_h, pad)?;
                self.press.end_aside(aside);
                head = false;
            }
            if number % 2 == 1 {
                let place = Place {
                    x: left,
                    y: self.y,
                    w: width,
                    h: tall,
                };
                self.press.fill(place, self.layout.colour("stripe")?);
            }
            let row = self.press.begin_part(Role::Row);
            for (words, x, w) in cells {
                let mut at = self.style("cell", x + pad, self.y + pad, w - 2.0 * pad)?;
                at.at.h = tall - 2.0 * pad;
                self.write_as(Role::Cell, &words, &at)?;
            }
            self.press.end_part(row);
            self.y += tall;
            self.rule()?;
        }
        self.press.end_part(part);
        self.y += self.length("gap")?;
        Ok(())
    }

    fn table_head(
        &mut self,
        columns: &[(&Column, f32, f32)],
        tall: f32,
        pad: f32,
    ) -> Result<(), DocumentError> {
        let place = Place {
            x: self.left()?,
            y: self.y,
            w: self.width()?,
            h: tall,
        };
        self.press.fill(place, self.layout.colour("head")?);
        let row = self.press.begin_part(Role::Row);
        for (column, x, w) in columns {
            let at = self.style("cell_head", x + pad, self.y, w - 2.0 * pad)?;
            self.write_as(Role::Head, &column.title, &at)?;
        }
        self.press.end_part(row);
        self.y += tall;
        Ok(())
    }
}
