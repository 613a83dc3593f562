"""voc on Apache Spark: a thin driver. All analysis is done by the voc that travels to the executors as an archive.

  annotate INPUT OUTPUT   rows of any Spark source in; the same rows with a column `voc` out, as Parquet
  keys ANNOTATED OUTPUT   the distinct negative opinions with their numbers of voices, one CSV file for `voc cluster --keys`
  assign ANNOTATED PAINS OUTPUT   voices and the pain points of their negative opinions, as Parquet

See README.md beside this file.
"""

import argparse
import os
import sys

from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import StringType, StructField, StructType

LABELS = (
    "sentiment STRUCT<label: STRING, score: DOUBLE>, kinds ARRAY<STRING>, "
    "opinions ARRAY<STRUCT<span: STRING, start: INT, end: INT, polarity: STRING, aspect: STRING, stage: STRING, term: STRING>>, "
    "stages ARRAY<STRING>, signals ARRAY<STRING>, urgency STRING"
)
# What a line holds. voc hands back `row`, the row as it came, and `corrupt`, what the source could not parse, as they
# are; `rejected` says why voc gave no labels.
RECORD = (
    f"id STRING, text STRING, {LABELS}, "
    "attributes STRUCT<row: STRING, corrupt: STRING, rejected: STRUCT<line: BIGINT, code: STRING, reason: STRING, raw: STRING>>"
)
LABEL_NAMES = ["sentiment", "kinds", "opinions", "stages", "signals", "urgency"]
CORRUPT = "_corrupt_record"
KEY = ["span", "term", "aspect", "stage"]
WRITTEN = {"timestampFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", "ignoreNullFields": "false"}


def read(spark: SparkSession, path: str, source: str, options: dict) -> DataFrame:
    """The rows of a source. CSV and JSON that cannot be parsed stand in the column `_corrupt_record`."""
    reader = spark.read.options(**options)
    if source in ("csv", "json"):
        kept = {"mode": "PERMISSIVE", "columnNameOfCorruptRecord": CORRUPT}
        schema = reader.format(source).options(**kept).load(path).schema
        if CORRUPT not in schema.names:
            schema = StructType([*schema.fields, StructField(CORRUPT, StringType())])
        return reader.schema(schema).options(**kept).format(source).load(path)
    return reader.format(source).load(path)


def through_voc(spark: SparkSession, lines: DataFrame, command: str, engine: str) -> DataFrame:
    """A column `line` through the filter, by RDD.pipe or by TRANSFORM. A filter that fails, fails the task."""
    if engine == "transform":
        lines.createOrReplaceTempView("voc_lines")
        return spark.sql(
            f"SELECT TRANSFORM(line) USING '{command}' AS (line STRING) FROM voc_lines"
        )
    piped = lines.rdd.map(lambda row: row[0]).pipe(command, checkCode=True)
    return spark.createDataFrame(piped.map(lambda line: (line,)), "line STRING")


def version_of(spark: SparkSession, command: str) -> str:
    """The version of voc that the executors have; it goes into the rows, since labels depend on it."""
    beside = os.path.join(os.path.dirname(command), "version")
    said = spark.sparkContext.parallelize([""], 1).pipe(beside, checkCode=True).collect()
    return said[0].split()[-1]


def annotate(spark: SparkSession, args: argparse.Namespace) -> None:
    rows = read(spark, args.input, args.format, dict(option.split("=", 1) for option in args.option))
    if args.text not in rows.columns:
        sys.exit(f"voc_spark: no column {args.text!r} in {args.input}; there are {rows.columns}")
    if args.partitions:
        rows = rows.repartition(args.partitions)
    names = [name for name in rows.columns if name not in (args.text, CORRUPT)]
    row = F.to_json(F.struct(*names), WRITTEN) if names else F.lit("{}")
    corrupt = F.col(CORRUPT) if CORRUPT in rows.columns else F.lit(None).cast("string")
    sent = F.struct(F.col(args.text).cast("string").alias("text"), row.alias("row"), corrupt.alias("corrupt"))
    lines = rows.select(F.to_json(sent, {"ignoreNullFields": "false"}).alias("line"))
    records = (
        through_voc(spark, lines, args.voc, args.engine)
        .select(F.from_json("line", RECORD).alias("r"))
        .select("r.*")
        .persist(StorageLevel.DISK_ONLY)
    )
    is_bad = F.col("attributes.rejected").isNotNull() | F.col("attributes.corrupt").isNotNull()
    version = F.lit(version_of(spark, args.voc)).alias("engine")
    schema = StructType([rows.schema[name] for name in names])
    good = records.where(~is_bad).select(
        F.from_json("attributes.row", schema, WRITTEN).alias("row"),
        F.col("text").alias(args.text),
        F.struct(*LABEL_NAMES, F.lit(args.text).alias("column"), version).alias("voc"),
    )
    in_order = [
        F.col(args.text) if name == args.text else F.col("row")[name].alias(name)
        for name in rows.columns
        if name != CORRUPT
    ]
    good.select(*in_order, "voc").write.mode(args.mode).parquet(args.output)
    bad = records.where(is_bad).select(
        F.coalesce("attributes.rejected.code", F.lit("undecodable")).alias("code"),
        F.coalesce("attributes.rejected.reason", F.lit(f"not {args.format}")).alias("reason"),
        F.coalesce("attributes.corrupt", "attributes.rejected.raw").alias("raw"),
    )
    if args.rejects:
        bad.write.mode(args.mode).json(args.rejects)
    count = bad.count()
    if count:
        print(f"voc_spark: {count} rows rejected, see {args.rejects or '--rejects DIR'}", file=sys.stderr)
    records.unpersist()


def negative(annotated: DataFrame, voice: F.Column) -> DataFrame:
    return (
        annotated.select(voice.alias("voice"), F.explode("voc.opinions").alias("o"))
        .where("o.polarity = 'negative'")
        .select("voice", *[F.col(f"o.{name}").alias(name) for name in KEY])
    )


def voice_of(args: argparse.Namespace, annotated: DataFrame) -> F.Column:
    """What tells voices apart: a column, else the whole row."""
    if args.id:
        return F.col(args.id).cast("string")
    return F.sha2(F.to_json(F.struct(*[name for name in annotated.columns if name != "voc"])), 256)


def keys(spark: SparkSession, args: argparse.Namespace) -> None:
    annotated = spark.read.parquet(args.annotated)
    counted = negative(annotated, voice_of(args, annotated)).groupBy(*KEY).agg(
        F.countDistinct("voice").alias("voices")
    )
    # One task writes, in an order of its own: the same opinions give the same bytes.
    table = counted.select(*[F.col(name) for name in KEY], "voices").orderBy(*KEY).coalesce(1)
    table.write.mode(args.mode).json(args.output)


def assign(spark: SparkSession, args: argparse.Namespace) -> None:
    annotated = spark.read.parquet(args.annotated)
    pains = spark.read.json(args.pains, schema="span STRING, term STRING, aspect STRING, stage STRING, pain_id STRING, label STRING")
    said = negative(annotated, voice_of(args, annotated))
    same = [said[name].eqNullSafe(pains[name]) for name in KEY]
    (
        said.join(F.broadcast(pains), same)
        .select("voice", *[said[name] for name in KEY], "pain_id", "label")
        .write.mode(args.mode).parquet(args.output)
    )


def parse(argv: list) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="voc_spark.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mode", default="errorifexists", choices=["errorifexists", "overwrite", "append"])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("annotate")
    one.add_argument("input")
    one.add_argument("output")
    one.add_argument("--format", default="parquet", help="any source that Spark reads (parquet, csv, json, orc, ...)")
    one.add_argument("--option", action="append", default=[], help="option of the source, as header=true")
    one.add_argument("--text", default="text", help="column of the text")
    one.add_argument("--rejects", help="folder for rows that cannot be annotated, as JSON")
    one.add_argument("--engine", default="pipe", choices=["pipe", "transform"])
    one.add_argument("--voc", default="voc/annotate", help="the filter, as the executors see it")
    one.add_argument("--partitions", type=int, help="spread the rows over so many tasks first")
    two = commands.add_parser("keys")
    two.add_argument("annotated")
    two.add_argument("output")
    three = commands.add_parser("assign")
    three.add_argument("annotated")
    three.add_argument("pains")
    three.add_argument("output")
    for command in (two, three):
        command.add_argument("--id", help="column that tells voices apart (default: the whole row)")
    return parser.parse_args(argv)


def main(argv: list) -> None:
    args = parse(argv)
    spark = SparkSession.builder.appName(f"voc {args.command}").getOrCreate()
    try:
        {"annotate": annotate, "keys": keys, "assign": assign}[args.command](spark, args)
    finally:
        spark.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
