"""What the files of a checklist may say: rules, profiles and the tables that checks are compiled with."""
