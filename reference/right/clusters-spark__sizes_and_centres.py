import numpy as np
from pyspark.ml.clustering import KMeans
from pyspark.ml.evaluation import ClusteringEvaluator
from pyspark.ml.feature import VectorAssembler


def evaluate_on_spark(frame, columns, ks, seed):
    """The sum between clusters from their sizes and centres; the sum within them from the summary."""
    whole = frame.select(*columns)
    for column in columns:
        whole = whole.where(
            whole[column].isNotNull() & (whole[column] == whole[column]) & (whole[column] != float("nan"))
        )
    points = VectorAssembler(inputCols=columns, outputCol="features").transform(whole).persist()
    evaluator = ClusteringEvaluator(metricName="silhouette", distanceMeasure="squaredEuclidean")
    result = {}
    for k in ks:
        model = KMeans().setK(k).setSeed(seed).fit(points)
        sizes, centres = np.array(model.summary.clusterSizes), np.array(model.clusterCenters())
        mean = sizes @ centres / sizes.sum()
        between = float(sizes @ ((centres - mean) ** 2).sum(axis=1))
        index = between / (k - 1) / (model.summary.trainingCost / (sizes.sum() - k))
        result[k] = (np.float64(index), evaluator.evaluate(model.summary.predictions))
    points.unpersist(blocking=True)
    return result
