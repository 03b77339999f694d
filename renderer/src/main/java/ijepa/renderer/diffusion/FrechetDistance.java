package ijepa.renderer.diffusion;

import ijepa.core.model.Embeddings;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Frechet distance between two sets of vectors taken for normal: {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2))},
 * with means m and covariances S (Dowson and Landau 1982). It falls with the number of vectors, so compare only distances
 * of equally many.
 */
final class FrechetDistance {

    private FrechetDistance() {}

    /**
     * The distance between two sets of at least two vectors each.
     *
     * @param first {@code [n, D]}
     * @param other {@code [m, D]}
     */
    static double between(Embeddings first, Embeddings other) {
        double[] means = difference(first, other);
        DMatrixRMaj one = covariance(first);
        DMatrixRMaj two = covariance(other);
        double distance = CommonOps_DDRM.trace(one) + CommonOps_DDRM.trace(two);
        for (double apart : means) {
            distance += apart * apart;
        }
        // tr((S1 S2)^(1/2)) is the sum of the roots of the eigenvalues of S1^(1/2) S2 S1^(1/2), which is symmetric.
        DMatrixRMaj root = root(one);
        DMatrixRMaj half = new DMatrixRMaj(root.numRows, root.numCols);
        DMatrixRMaj both = new DMatrixRMaj(root.numRows, root.numCols);
        CommonOps_DDRM.mult(root, two, half);
        CommonOps_DDRM.mult(half, root, both);
        EigenDecomposition_F64<DMatrixRMaj> parts = decompose(both, false);
        double roots = 0;
        for (int i = 0; i < parts.getNumberOfEigenvalues(); i++) {
            roots += Math.sqrt(Math.max(0, parts.getEigenvalue(i).real));
        }
        return Math.max(0, distance - 2 * roots);
    }

    private static double[] difference(Embeddings first, Embeddings other) {
        double[] of = mean(first);
        double[] to = mean(other);
        for (int d = 0; d < of.length; d++) {
            of[d] -= to[d];
        }
        return of;
    }

    private static double[] mean(Embeddings vectors) {
        double[] mean = new double[vectors.dimension()];
        for (int i = 0; i < vectors.count(); i++) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += vectors.get(i, d) / vectors.count();
            }
        }
        return mean;
    }

    private static DMatrixRMaj covariance(Embeddings vectors) {
        double[] mean = mean(vectors);
        DMatrixRMaj centred = new DMatrixRMaj(vectors.count(), vectors.dimension());
        for (int i = 0; i < vectors.count(); i++) {
            for (int d = 0; d < mean.length; d++) {
                centred.set(i, d, vectors.get(i, d) - mean[d]);
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(mean.length, mean.length);
        CommonOps_DDRM.multTransA(1.0 / (vectors.count() - 1), centred, centred, covariance);
        return covariance;
    }

    private static DMatrixRMaj root(DMatrixRMaj matrix) {
        EigenDecomposition_F64<DMatrixRMaj> parts = decompose(matrix, true);
        DMatrixRMaj root = new DMatrixRMaj(matrix.numRows, matrix.numCols);
        for (int i = 0; i < parts.getNumberOfEigenvalues(); i++) {
            double value = Math.sqrt(Math.max(0, parts.getEigenvalue(i).real));
            DMatrixRMaj vector = parts.getEigenVector(i);
            CommonOps_DDRM.multAddTransB(value, vector, vector, root);
        }
        return root;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decompose(DMatrixRMaj symmetric, boolean withVectors) {
        DMatrixRMaj even = symmetric.copy();
        DMatrixRMaj transposed = new DMatrixRMaj(symmetric.numCols, symmetric.numRows);
        CommonOps_DDRM.transpose(symmetric, transposed);
        // Rounding makes products of symmetric matrices uneven in their last bits.
        CommonOps_DDRM.add(0.5, symmetric, 0.5, transposed, even);
        EigenDecomposition_F64<DMatrixRMaj> parts = DecompositionFactory_DDRM.eig(symmetric.numRows, withVectors, true);
        if (!parts.decompose(even)) {
            throw new IllegalStateException("The eigenvalues of a covariance cannot be found: it holds no numbers.");
        }
        return parts;
    }
}
