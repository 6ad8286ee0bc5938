package io.tributary.deploy.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@link ListenAddress#parse} for a flag. */
final class ListenAddressConverter implements ITypeConverter<ListenAddress> {
    @Override
    public ListenAddress convert(String text) {
        try {
            return ListenAddress.parse(text);
        } catch (IllegalArgumentException e) {
            TypeConversionException failure = new TypeConversionException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
