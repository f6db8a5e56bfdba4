# %%
import numpy as np
from pyspark.ml.clustering import KMeans
from pyspark.ml.evaluation import ClusteringEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.stat import Summarizer
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F


# %%
def evaluate_on_spark(frame: DataFrame, columns: list[str], ks: list[int], seed: int) -> dict[int, tuple[float, float]]:
    """Run Spark's k-means with every k on the points that the columns make.

    Return for each k the Calinski-Harabasz index and the silhouette of the clusters, as two numbers.
    """
    raise NotImplementedError


# %% Test yourself: two close groups and one far away; it takes a while until Spark has started
from sklearn.metrics import calinski_harabasz_score, silhouette_score

spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.ui.enabled", False)
    .config("spark.sql.shuffle.partitions", 1)
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
corners = ((0.0, 0.0), (0.0, 100.0), (3000.0, 0.0))
X = np.array([(x + dx, y + dy) for x, y in corners for dx, dy in ((0.0, 0.0), (2.0, 0.0), (0.0, 1.0))])
labels = np.repeat([0, 1, 2], 3)
frame = spark.createDataFrame([(n, float(x), float(y)) for n, (x, y) in enumerate(X)], "id int, x double, y double")
found = evaluate_on_spark(frame, ["x", "y"], [3], 0)
assert list(found) == [3]
assert np.isclose(found[3][0], calinski_harabasz_score(X, labels), rtol=1e-6)
assert np.isclose(found[3][1], silhouette_score(X, labels, metric="sqeuclidean"), atol=1e-6)
