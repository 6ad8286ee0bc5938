package io.tributary.deploy.files;

import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.profile.ValueType;
import java.util.List;

/** pprof's {@code -sample_index}. */
final class SampleIndex {
    private static final String GO_HEAP = "inuse_";

    private SampleIndex() {}

    /**
     * The column that is meant: a sample type's number, its name, or its name behind {@code inuse_}, by which old heap profiles call
     * theirs.
     *
     * @throws CommandException when there is none
     */
    static int find(List<ValueType> types, String wanted) throws CommandException {
        if (wanted.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(wanted);
            if (number < types.size()) {
                return number;
            }
        }
        String plain = wanted.startsWith(GO_HEAP) ? wanted.substring(GO_HEAP.length()) : wanted;
        for (int i = 0; i < types.size(); i++) {
            String name = types.get(i).type();
            if (name.equals(wanted) || name.equals(plain)) {
                return i;
            }
        }
        List<String> names = types.stream().map(ValueType::type).toList();
        throw new CommandException(
                ExitCode.WRONG_INPUT,
                List.of("there is no sample type '" + wanted + "'; name one of " + String.join(", ", names)),
                new IllegalArgumentException(wanted));
    }
}
