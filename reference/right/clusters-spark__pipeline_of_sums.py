from pyspark.ml.clustering import KMeans
from pyspark.ml.evaluation import ClusteringEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.sql import functions as F


def squares(table, columns):
    """The sum over all columns of n times the variance in each group."""
    return sum(F.count("*") * F.var_pop(column) for column in columns)


def evaluate_on_spark(frame, columns, ks, seed):
    """Both sums of squares by plain aggregates, without the model's summary."""
    points = frame.select(*columns).dropna()
    points = VectorAssembler(inputCols=columns, outputCol="point of it").transform(points)
    n, total = points.agg(F.count("*"), squares(points, columns)).first()
    told = {}
    for k in ks:
        model = KMeans(k=k, seed=seed, featuresCol="point of it", predictionCol="cluster").fit(points)
        labelled = model.transform(points)
        groups = labelled.groupBy("cluster").agg(squares(labelled, columns).alias("w"))
        within = groups.agg(F.sum("w")).first()[0]
        evaluator = ClusteringEvaluator(featuresCol="point of it", predictionCol="cluster")
        told[k] = [(n - k) * (total - within) / ((k - 1) * within), evaluator.evaluate(labelled)]
    return told
