package ijepa.renderer.diffusion;

import java.util.Locale;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** What a decoder's network says of the picture in its noise. */
public enum PredictionType {
    /** The noise, as RCDM has it (epsilon). */
    NOISE {
        @Override
        NDArray noise(Diffusion diffusion, NDManager scope, NDArray output, NDArray x, int... steps) {
            return output;
        }

        @Override
        double weight(double alphaBar) {
            return 1;
        }
    },
    /**
     * The velocity {@code sqrt(alphaBar) * noise - sqrt(1 - alphaBar) * picture} (Salimans and Ho 2022, section 4). Where
     * nearly all is noise it is nearly the picture itself; a network that says the noise has to say it there to the last of its
     * digits, for what is left over is the picture.
     */
    VELOCITY {
        @Override
        NDArray noise(Diffusion diffusion, NDManager scope, NDArray output, NDArray x, int... steps) {
            return diffusion.noiseOfVelocity(scope, output, x, steps);
        }

        @Override
        double weight(double alphaBar) {
            return 1 / alphaBar;
        }
    };

    /** Its name in files and words. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * An output {@code [B, 6, H, W]} whose first three channels are the noise, of what the network said about {@code x}; the
     * variance's stay.
     */
    abstract NDArray noise(Diffusion diffusion, NDManager scope, NDArray output, NDArray x, int... steps);

    /** How often the squared error of the noise is in the squared error of what the network says. */
    abstract double weight(double alphaBar);
}
