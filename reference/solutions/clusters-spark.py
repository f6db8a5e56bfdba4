from pyspark.ml.clustering import KMeans
from pyspark.ml.evaluation import ClusteringEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.stat import Summarizer


def evaluate_on_spark(frame, columns, ks, seed):
    """The total sum of squares once, then for each k the sum within clusters that the model's summary holds."""
    assembler = VectorAssembler(inputCols=columns, outputCol="features", handleInvalid="skip")
    points = assembler.transform(frame.select(*columns)).select("features").cache()
    try:
        spread = points.select(Summarizer.metrics("variance", "count").summary(points.features).alias("spread"))
        variance, n = spread.select("spread.variance", "spread.count").first()
        total = float(variance.toArray().sum()) * (n - 1)
        indices = {}
        for k in ks:
            model = KMeans(k=k, seed=seed).fit(points)
            within = model.summary.trainingCost
            ratio = ((total - within) / (k - 1)) / (within / (n - k))
            indices[k] = ratio, ClusteringEvaluator().evaluate(model.transform(points))
        return indices
    finally:
        points.unpersist()
