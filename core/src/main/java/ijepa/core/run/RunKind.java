package ijepa.core.run;

import java.util.Locale;

import com.google.gson.annotations.SerializedName;

/** What a run trains. */
public enum RunKind {
    /** The three networks, by {@code ijepa pretrain}. */
    @SerializedName("pretraining")
    PRETRAINING("params-ijepa.yaml"),
    /** A decoder of a model's embeddings, by {@code ijepa decoder train}. */
    @SerializedName("decoder")
    DECODER("params-decoder.yaml");

    private final String parametersName;

    RunKind(String parametersName) {
        this.parametersName = parametersName;
    }

    /** Name of the file of settings in a run directory. */
    String parametersName() {
        return parametersName;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
