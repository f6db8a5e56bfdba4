"""Never forms a factor of the covariance: the right singular vectors of the centred data are the root."""


class FastSampler:
    def fit(self, X):
        X = np.asarray(X, dtype=float)
        self.m = X.mean(axis=0)
        _, s, vt = np.linalg.svd((X - self.m) / np.sqrt(len(X) - 1), full_matrices=False)
        self.root = s[:, None] * vt
        self.memory = {}
        return self

    def _draw(self, rng, n):
        return rng.standard_normal((n, len(self.root)))

    def sample(self, n, random_state=None):
        rng = np.random.Generator(np.random.PCG64(random_state))
        return self.m + self._draw(rng, n) @ self.root

    def conditional_sample(self, template, n, random_state=None):
        nan = np.isnan(template)
        key = nan.tobytes()
        if key not in self.memory:
            A, B = self.root[:, ~nan], self.root[:, nan]
            solve = np.linalg.pinv(A, rcond=1e-7)
            self.memory[key] = solve @ B, B - A @ (solve @ B)
        gain, rest = self.memory[key]
        rng = np.random.Generator(np.random.PCG64(random_state))
        rows = np.broadcast_to(template, (n, len(template))).copy()
        rows[:, nan] = self.m[nan] + (template[~nan] - self.m[~nan]) @ gain + self._draw(rng, n) @ rest
        return rows
