"""What scripted candidates name as another way, question by question; of a question that is not here they name none."""

from __future__ import annotations

from collections.abc import Mapping

ALTERNATIVES: Mapping[str, str] = {
    "binary-auc": "Alternatively one could add up the ranks of the positives, averaged over ties, for the same area.",
    "clusters-100m": "Another option would be a coreset, a small weighted set of points that stands for all.",
    "clusters-ch-or-silhouette": "Alternatively distances to the centroids give a silhouette in linear time.",
    "clusters-gap": "Alternatively one could ask whether the same clusters come back on resampled rows.",
    "davies-bouldin": "Another option would be the silhouette, which needs the distances between all pairs of points.",
    "deploy-at-scale": "Alternatively the forecasts could be computed in a batch every night and only looked up by the service.",
    "fast-sampler": "Another way would be to factor the covariance anew in each call, which is simpler and slower.",
    "feature-store-consistency": "Another option is to log the features as they are served and to train on those logs.",
    "forecasting-pipeline": "Alternatively one could skip the tokens and regress the next values directly on the window.",
    "latency-tenfold": "Alternatively one could distil the network into a smaller one before touching the service at all.",
    "logistic-regression": "Another way would be Newton's method, which takes few steps but solves a linear system in each.",
    "median-imputer": "Alternatively SimpleImputer does this and remembers the medians of the training rows.",
    "metrics-and-canary": "Alternatively one could interleave both rankings in one list, which needs far fewer visitors.",
    "mixture-sampler": "Another approach would be Gibbs sampling, but the exact conditional is known here.",
    "mlp": "Another option would be early stopping on a validation set in place of a fixed number of epochs.",
    "one-terabyte": "Alternatively a database could do the sums where the data lie and hand over the results.",
    "recover-approach": "Another approach would be symbolic regression on estimated hidden variables.",
    "recover-incomplete": "Alternatively I could have handed in the fit of a single column with known inputs.",
    "recover-scaling-laws": "Another way is to fix the computing budget and to look for the best size in it.",
    "sampler-profiling": "Alternatively the rows could be grouped by their gaps, so that each pattern is solved once.",
    "sampling-conditional": "Alternatively one could read the conditional off the blocks of the precision matrix.",
    "sampling-diagonal": "Alternatively one could resample whole rows and add a little noise, which keeps the columns together.",
    "sampling-stricter": "Alternatively one could fill a buffer of rows between the bursts and only copy from it.",
    "sliding-windows": "Alternatively one could index x with a sum of two ranges, which copies the data.",
    "tokens-forest": "Alternatively gradient boosting on the same windows would be as quick to try.",
    "tokens-quantile": "Alternatively one could cut the logarithm of a column into equal widths.",
    "tokens-realtime": "Alternatively the next forecast could be made before the row comes and corrected after it.",
    "transformer-block": "Another way is to put the norm after each sum, as the first paper did, with a warm-up in training.",
    "versioning-reproducibility": "Alternatively one could keep every artefact and never train one again.",
    "zscore": "Alternatively one could use the median and the interquartile range, which outliers hardly move.",
}
"""A sentence for each question of the bank."""
