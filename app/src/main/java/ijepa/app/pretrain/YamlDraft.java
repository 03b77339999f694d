package ijepa.app.pretrain;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.StringProperty;

/** Settings of a run that is written, as text. */
interface YamlDraft {

    /** The settings as YAML, as they are written. */
    StringProperty textProperty();

    /** Why the text is no YAML, with the place; empty where it is. Until it is, the form cannot write. */
    ReadOnlyStringProperty yamlProblemProperty();

    /** Problems of what the form has no fields for, one a line; empty for none. */
    ReadOnlyStringProperty otherProblemsProperty();
}
