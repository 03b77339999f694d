package ijepa.app.decode;

import ijepa.renderer.diffusion.Sampler;

/** The ways of sampling that are offered. */
public enum SamplerChoice {
    DPM("DPM-Solver++", "dpm++", new Sampler.DpmSolver()),
    DDIM("DDIM", "ddim", new Sampler.Ddim(0)),
    ANCESTRAL("Ancestral", "ancestral", new Sampler.Ancestral());

    private final String title;
    private final String key;
    private final Sampler sampler;

    SamplerChoice(String title, String key, Sampler sampler) {
        this.title = title;
        this.key = key;
        this.sampler = sampler;
    }

    String title() {
        return title;
    }

    /** Its name in recipes and on the command line. */
    String key() {
        return key;
    }

    Sampler sampler() {
        return sampler;
    }
}
