"""Why a finding holds, in words that name what the register records: whom, which contract, until when."""
