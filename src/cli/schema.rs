//! `onrecord schema`: the public forms as JSON Schema.

use std::io::Write as _;

use clap::ValueEnum;

use super::Exit;
use super::ui::Ui;
use crate::record::{self, article, check, claim, document, fact, judgement, quote, verify};

/// Print the JSON Schema of what the program writes
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  onrecord schema
  onrecord schema article > article.schema.json")]
pub(super) struct Args {
    /// Which form
    #[arg(default_value = "article")]
    form: Form,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// What `extract` writes, one a line
    Article,
    /// What `claims --format ndjson` writes, one a line
    Claim,
    /// What `quotes --format ndjson` writes, one a line
    Quote,
    /// What `judge list --format ndjson` writes, one a line
    Judgement,
    /// What `export evidence` writes, one a line
    Passage,
    /// What `export facts` writes, one a line
    Fact,
    /// What `export articles` writes, one a line
    Document,
    /// What `check --format ndjson` writes, one figure a line
    Check,
    /// What `verify --format ndjson` writes, one a line
    Verify,
}

pub(super) fn run(args: &Args, ui: &Ui) -> anyhow::Result<Exit> {
    let schema = match args.form {
        Form::Article => record::schema::<article::Article<'_>>(),
        Form::Claim => record::schema::<claim::Claim<'_>>(),
        Form::Quote => record::schema::<quote::Quote<'_>>(),
        Form::Judgement => record::schema::<judgement::Judgement>(),
        Form::Passage => record::schema::<claim::Passage<'_>>(),
        Form::Fact => record::schema::<fact::Fact<'_>>(),
        Form::Document => record::schema::<document::Document<'_>>(),
        Form::Check => record::schema::<check::Answer<'_>>(),
        Form::Verify => record::schema::<verify::Article<'_>>(),
    };
    let mut out = ui.raw();
    serde_json::to_writer_pretty(&mut out, &schema)?;
    writeln!(out)?;
    out.flush()?;
    Ok(Exit::Done)
}
